package dev.vectide.bench.faults;

import java.time.Duration;
import java.util.Random;

/** A third instance of a role that comes and goes, now stopped, now killed: partitions are dealt out anew each time. */
record Storm(String role) implements Fault {
    private static final int TIMES = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int STOP_SECONDS = 30;

    @Override
    public String name() {
        return "rebalance storm of " + role + "s";
    }

    @Override
    public long run(Cluster cluster, Producer producer, Random random) throws Exception {
        RoleProcess third = cluster.another(role + "-c");
        try {
            for (int time = 0; time < TIMES; time++) {
                third.process().start();
                cluster.awaitReady(third, PATIENCE);
                if (random.nextBoolean()) {
                    third.process().kill();
                } else {
                    third.process().stop(STOP_SECONDS);
                }
            }
        } finally {
            third.process().kill();
        }
        return System.nanoTime();
    }
}
