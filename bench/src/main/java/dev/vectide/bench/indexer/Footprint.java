package dev.vectide.bench.indexer;

import dev.vectide.core.vector.FloatVector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What our store takes of the heap, and how long it takes to be there again. */
final class Footprint {
    private static final int COLLECTIONS = 4;
    private static final int LARGE = 1_000_000;
    private static final int SOME = 10_000;

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

    /** What some vectors take of the heap in a peer that has nothing elsewhere. */
    static void inMemory(Bed bed, Engine engine) {
        bed.progress().accept(engine.name() + ", heap");
        List<Document> documents = bed.corpus().documents(0, SOME);
        long before = heap();
        try (Side side = engine.open(bed.folder("heap-" + engine.name()), bed.space().dimension())) {
            side.upserts(documents).run();
            double bytes = (heap() - before) / (double) documents.size();
            if (side.nearest(bed.corpus().queries().get(0), side.efforts().get(0), Document.SHARES).length < Side.LIMIT) {
                throw new IllegalStateException(engine.name() + " does not find what it was given");
            }
            bed.figures().add(engine.name() + "_bytes_per_vector", "bytes", bytes);
        }
    }

    /** A million vectors: the rates at that size, and both ways to start again. */
    static void million(Bed bed) throws IOException {
        warmUp(bed);
        bed.figures().add("upserts_restoring_1m", "vectors/s", Killed.run(bed, "million", LARGE, 1, "_1m"));
        try (StoreSide store = bed.store("million")) {
            List<FloatVector> queries = bed.corpus().queries();
            store.settle();
            Load.queriesPerSecond(store, queries, StoreSide.SHIPPED, Document.SHARES, bed.sizes().seconds());
            bed.figures().add(
                    "queries_1m",
                    "queries/s",
                    Load.queriesPerSecond(store, queries, StoreSide.SHIPPED, Document.SHARES, bed.sizes().seconds()));
        }
        run(bed, "million", LARGE, "_1m");
    }

    /** Libraries are loaded and a start is compiled before one counts. */
    private static void warmUp(Bed bed) {
        for (int pass = 0; pass < COLLECTIONS; pass++) {
            try (StoreSide store = bed.store("warm")) {
                store.restore(bed.corpus().documents(pass * SOME, (pass + 1) * SOME)).run();
                store.settle();
                answer(store, bed.corpus().queries().get(0));
            }
        }
    }

    /** Asks once, as a store that was just opened is asked. */
    static void answer(StoreSide store, FloatVector query) {
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
