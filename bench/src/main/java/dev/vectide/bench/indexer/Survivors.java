package dev.vectide.bench.indexer;

import dev.vectide.core.vector.FloatVector;
import java.util.BitSet;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a store holds of {@link Corpus#upserts} after its process was killed: all that were acknowledged, and of those after
 * them, in each partition, all up to one. Partitions are written apart, so one may have got further than another.
 */
final class Survivors {
    private static final int PART = 1_000;

    private final StoreSide store;
    private final Corpus corpus;
    private final int size;
    private final int acknowledged;
    /** Of the upserts after those that were acknowledged, which are there. */
    private final BitSet further;

    private Survivors(StoreSide store, Corpus corpus, int size, int acknowledged) {
        this.store = store;
        this.corpus = corpus;
        this.size = size;
        this.acknowledged = acknowledged;
        this.further = further();
    }

    /**
     * How many upserts the store holds.
     *
     * @param size numbers in use; not fewer than {@link Side#COMMIT}, and all of them were filled
     * @throws IllegalStateException if a document is missing, or is not what it was last upserted as
     */
    static int count(StoreSide store, Corpus corpus, int size, int acknowledged) {
        Survivors survivors = new Survivors(store, corpus, size, acknowledged);
        for (int from = 0; from < size; from += PART) {
            survivors.check(from, Math.min(size, from + PART));
        }
        return acknowledged + survivors.further.cardinality();
    }

    /** Those in a row in each partition; no more were ever made before the next acknowledgement. */
    private BitSet further() {
        Map<Integer, FloatVector> found =
                store.vectors(IntStream.range(acknowledged, acknowledged + Side.COMMIT).map(upsert -> upsert % size));
        BitSet there = new BitSet();
        BitSet ended = new BitSet();
        for (int i = 0; i < Side.COMMIT; i++) {
            int number = (acknowledged + i) % size;
            int partition = StoreSide.partition(number);
            if (!ended.get(partition) && vector(acknowledged + i).equals(found.get(number))) {
                there.set(i);
            } else {
                ended.set(partition);
            }
        }
        return there;
    }

    private void check(int from, int to) {
        Map<Integer, FloatVector> found = store.vectors(IntStream.range(from, to));
        for (int number = from; number < to; number++) {
            int last = last(number);
            if (!vector(last).equals(found.get(number))) {
                String fate = found.containsKey(number) ? "is another" : "is missing";
                throw new IllegalStateException("document %d %s after the kill: expected upsert %d, acknowledged were %d"
                        .formatted(number, fate, last, acknowledged));
            }
        }
    }

    /** The last upsert of a number that is there. */
    private int last(int number) {
        int last = number + (acknowledged - 1 - number) / size * size;
        int next = last + size;
        return next >= acknowledged && further.get(next - acknowledged) ? next : last;
    }

    private FloatVector vector(int upsert) {
        return corpus.document(upsert % size, upsert).vector();
    }
}
