package dev.vectide.bench.faults;

import java.time.Duration;
import java.util.Random;

/** Two producers whose clocks differ: of their events half are of a time before now, half of one after it. */
record Skew() implements Fault {
    private static final int LEAST_SECONDS = 15;
    private static final int SPREAD_SECONDS = 30;
    private static final long LASTS_MS = 6_000;

    @Override
    public String name() {
        return "clock skew between producers";
    }

    @Override
    public long run(Cluster cluster, Producer producer, Random random) throws InterruptedException {
        producer.skew(Duration.ofSeconds(LEAST_SECONDS + random.nextInt(SPREAD_SECONDS)));
        Thread.sleep(LASTS_MS);
        producer.skew(Duration.ZERO);
        return System.nanoTime();
    }
}
