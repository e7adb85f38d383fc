package dev.vectide.bench.indexer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** How soon our store is there again after its process was killed amid writing, and whether all of it is. */
final class Killed {
    /** Of the documents, that are replaced before the kill. */
    private static final double REPLACED = 0.2;
    /** A kill falls anywhere in the time that it takes to make the next upserts durable. */
    private static final int SPREAD_MS = 50;

    private Killed() {}

    /**
     * A round goes on where the one before was killed.
     *
     * @param store name of a folder in which there is nothing yet; it is left closed
     * @return upserts a second while it was filled, by part
     */
    static double[] run(Bed bed, String store, int size, int rounds, String suffix) throws IOException {
        List<Double> seconds = new ArrayList<>();
        List<Double> tails = new ArrayList<>();
        double[] rates = {};
        int done = 0;
        for (int round = 0; round < rounds; round++) {
            bed.progress().accept("kill amid writing, round " + (round + 1) + " of " + rounds);
            int acknowledged;
            try (Filling filling = Filling.start(bed, bed.folder(store), size, done)) {
                filling.await(Math.max(done, size) + (int) (REPLACED * size));
                pause();
                acknowledged = filling.kill();
                rates = round == 0 ? filling.rates() : rates;
            }
            long start = System.nanoTime();
            try (StoreSide reopened = bed.store(store)) {
                Footprint.answer(reopened, bed.corpus().queries().get(0));
                seconds.add((System.nanoTime() - start) / 1e9);
                tails.add((double) reopened.tail());
                int there = Survivors.count(reopened, bed.corpus(), size, acknowledged);
                bed.progress().accept("%,d upserts were acknowledged, %,d are there".formatted(acknowledged, there));
            }
            // What came after them comes again, as from the topic.
            done = acknowledged;
        }
        bed.figures().add("restart_seconds" + suffix + "_killed", "s", values(seconds));
        bed.figures().add("killed_tail_records" + suffix, "records", values(tails));
        return rates;
    }

    private static void pause() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(SPREAD_MS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static double[] values(List<Double> list) {
        return list.stream().mapToDouble(value -> value).toArray();
    }
}
