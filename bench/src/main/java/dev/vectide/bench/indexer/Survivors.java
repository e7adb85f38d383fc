package dev.vectide.bench.indexer;

import dev.vectide.core.vector.FloatVector;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a store holds of {@link Corpus#upserts} after its process was killed: it must be all of them up to one, and that one
 * none before the last that was acknowledged.
 */
final class Survivors {
    private static final int PART = 1_000;

    private final StoreSide store;
    private final Corpus corpus;
    private final int size;

    private Survivors(StoreSide store, Corpus corpus, int size) {
        this.store = store;
        this.corpus = corpus;
        this.size = size;
    }

    /**
     * How many upserts the store holds.
     *
     * @param size numbers in use; not fewer than {@link Side#COMMIT}, and all of them were filled
     * @throws IllegalStateException if a document is missing, or is not what it was last upserted as
     */
    static int count(StoreSide store, Corpus corpus, int size, int acknowledged) {
        Survivors survivors = new Survivors(store, corpus, size);
        int count = acknowledged + survivors.unacknowledged(acknowledged);
        for (int from = 0; from < size; from += PART) {
            survivors.check(from, Math.min(size, from + PART), count, acknowledged);
        }
        return count;
    }

    /** Upserts in a row after those that were acknowledged; no more were ever made before the next acknowledgement. */
    private int unacknowledged(int acknowledged) {
        Map<Integer, FloatVector> found =
                store.vectors(IntStream.range(acknowledged, acknowledged + Side.COMMIT).map(upsert -> upsert % size));
        int count = 0;
        while (count < Side.COMMIT) {
            int upsert = acknowledged + count;
            if (!vector(upsert).equals(found.get(upsert % size))) {
                break;
            }
            count++;
        }
        return count;
    }

    private void check(int from, int to, int count, int acknowledged) {
        Map<Integer, FloatVector> found = store.vectors(IntStream.range(from, to));
        for (int number = from; number < to; number++) {
            int last = number + (count - 1 - number) / size * size;
            if (!vector(last).equals(found.get(number))) {
                String fate = found.containsKey(number) ? "is another" : "is missing";
                throw new IllegalStateException("document %d %s after the kill: expected upsert %d of %d, acknowledged were %d"
                        .formatted(number, fate, last, count, acknowledged));
            }
        }
    }

    private FloatVector vector(int upsert) {
        return corpus.document(upsert % size, upsert).vector();
    }
}
