package dev.vectide.bench.faults;

import java.util.Random;

/**
 * A process that stands still for longer than its session and its transactions live, and then goes on as if nothing were:
 * SIGSTOP, and SIGCONT after others have taken over.
 */
record Zombie(String role) implements Fault {
    /** The sessions and transactions of encoders and indexers end after 10 s. */
    private static final long LEAST_MS = 14_000;

    private static final int SPREAD_MS = 6_000;

    @Override
    public String name() {
        return "standstill of " + role;
    }

    @Override
    public long run(Cluster cluster, Producer producer, Random random) throws Exception {
        ChildProcess process = cluster.process(role);
        process.signal("STOP");
        try {
            Thread.sleep(LEAST_MS + random.nextInt(SPREAD_MS));
        } finally {
            process.signal("CONT");
        }
        return System.nanoTime();
    }
}
