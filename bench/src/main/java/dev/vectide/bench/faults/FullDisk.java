package dev.vectide.bench.faults;

import java.util.Random;

/**
 * An indexer whose disk is full for a while, and which is killed and started again amid that: what it had reserved beforehand
 * does not help it then.
 */
record FullDisk() implements Fault {
    private static final long BEFORE_MS = 4_000;
    private static final long AFTER_MS = 10_000;

    @Override
    public String name() {
        return "full disk of " + Cluster.ON_SMALL_DISK;
    }

    @Override
    public long run(Cluster cluster, Producer producer, Random random) throws Exception {
        SmallDisk disk = cluster.smallDisk().orElseThrow();
        disk.fill();
        try {
            Thread.sleep(BEFORE_MS);
            cluster.process(Cluster.ON_SMALL_DISK).kill();
            cluster.process(Cluster.ON_SMALL_DISK).start();
            Thread.sleep(AFTER_MS);
        } finally {
            disk.free();
        }
        return System.nanoTime();
    }
}
