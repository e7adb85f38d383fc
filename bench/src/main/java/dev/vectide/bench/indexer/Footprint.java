package dev.vectide.bench.indexer;

import dev.vectide.core.vector.FloatVector;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What our store takes of the heap, and how long it takes to be there again. */
final class Footprint {
    private static final int COLLECTIONS = 4;
    private static final int PART = 20_000;
    private static final int LARGE = 1_000_000;

    private Footprint() {}

    /** @param store a folder with a store of {@code vectors} */
    static void run(Bed bed, String store, int vectors, String suffix) {
        double[] seconds = new double[bed.sizes().rounds()];
        double[] bytes = new double[bed.sizes().rounds()];
        for (int round = 0; round < bed.sizes().rounds(); round++) {
            bed.progress().accept("restart, round " + (round + 1) + " of " + bed.sizes().rounds());
            long before = heap();
            long start = System.nanoTime();
            try (StoreSide reopened = bed.store(store)) {
                answer(reopened, bed.corpus().queries().get(0));
                seconds[round] = (System.nanoTime() - start) / 1e9;
                bytes[round] = (heap() - before) / (double) vectors;
                answer(reopened, bed.corpus().queries().get(0));
            }
        }
        bed.figures().add("bytes_per_vector" + suffix, "bytes", bytes);
        bed.figures().add("restart_seconds" + suffix, "s", seconds);
    }

    /** The same for a million vectors, with the rates at that size. */
    static void million(Bed bed) {
        double[] rates = new double[LARGE / PART];
        try (StoreSide store = bed.store("million")) {
            for (int part = 0; part < rates.length; part++) {
                List<Document> documents = bed.corpus().documents(part * PART, (part + 1) * PART);
                rates[part] = PART / Load.seconds(store.restore(documents));
                bed.progress().accept("%,d vectors, %,.0f/s".formatted((part + 1) * PART, rates[part]));
            }
            List<FloatVector> queries = bed.corpus().queries();
            store.settle();
            Load.queriesPerSecond(store, queries, StoreSide.SHIPPED, Document.SHARES, bed.sizes().seconds());
            bed.figures().add("upserts_restoring_1m", "vectors/s", rates);
            bed.figures().add(
                    "queries_1m",
                    "queries/s",
                    Load.queriesPerSecond(store, queries, StoreSide.SHIPPED, Document.SHARES, bed.sizes().seconds()));
        }
        run(bed, "million", LARGE, "_1m");
    }

    private static void answer(StoreSide store, FloatVector query) {
        if (store.nearest(query, Document.SHARES, false).length < Side.LIMIT) {
            throw new IllegalStateException("the store that was opened again has lost documents");
        }
    }

    /** Used once garbage is gone. */
    private static long heap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
