package dev.vectide.bench.faults;

import java.util.List;
import java.util.Random;

/** kill -9 of roles and brokers at once, each started again at once, as a supervisor does. */
record Kill(List<String> victims) implements Fault {
    Kill(String victim) {
        this(List.of(victim));
    }

    @Override
    public String name() {
        return "kill -9 of " + String.join(" and ", victims);
    }

    @Override
    public boolean isKillOfRole() {
        return victims.size() == 1 && Cluster.ROLES.contains(victims.get(0));
    }

    @Override
    public boolean isKillOfFlink() {
        return victims.size() == 1 && Flink.PROCESSES.contains(victims.get(0));
    }

    @Override
    public long run(Cluster cluster, Producer producer, Random random) {
        long killed = System.nanoTime();
        victims.forEach(victim -> cluster.process(victim).kill());
        victims.forEach(victim -> cluster.process(victim).start());
        return killed;
    }
}
