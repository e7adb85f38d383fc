package dev.vectide.bench.faults;

import java.util.List;
import java.util.Random;

/** kill -9 of roles at once, each started again at once, as a supervisor does. */
record Kill(List<String> roles) implements Fault {
    Kill(String role) {
        this(List.of(role));
    }

    @Override
    public String name() {
        return "kill -9 " + String.join(" and ", roles);
    }

    @Override
    public boolean isKillOfRole() {
        return roles.size() == 1;
    }

    @Override
    public long run(Cluster cluster, Producer producer, Random random) {
        long killed = System.nanoTime();
        roles.forEach(role -> cluster.role(role).process().kill());
        roles.forEach(role -> cluster.role(role).process().start());
        return killed;
    }
}
