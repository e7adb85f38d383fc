package dev.vectide.bench.faults;

import java.util.Random;

/** A role that is cut off from all brokers for longer than its session lives, while it is still reached over HTTP. */
record Partition(String role) implements Fault {
    private static final long LEAST_MS = 12_000;
    private static final int SPREAD_MS = 8_000;

    @Override
    public String name() {
        return role + " cut off from Kafka";
    }

    @Override
    public long run(Cluster cluster, Producer producer, Random random) throws InterruptedException {
        cluster.brokers().wires(role).forEach(Wire::cut);
        try {
            Thread.sleep(LEAST_MS + random.nextInt(SPREAD_MS));
        } finally {
            cluster.brokers().wires(role).forEach(Wire::heal);
        }
        return System.nanoTime();
    }
}
