package dev.vectide.bench.faults;

import java.util.Random;

/** An indexer whose disk is full for a while. */
record FullDisk() implements Fault {
    private static final long LASTS_MS = 10_000;

    @Override
    public String name() {
        return "full disk of " + Cluster.ON_SMALL_DISK;
    }

    @Override
    public long run(Cluster cluster, Producer producer, Random random) throws Exception {
        SmallDisk disk = cluster.smallDisk().orElseThrow();
        disk.fill();
        try {
            Thread.sleep(LASTS_MS);
        } finally {
            disk.free();
        }
        return System.nanoTime();
    }
}
