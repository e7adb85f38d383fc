package dev.vectide.evaluate.mitigation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Pairs in batches without end: all of them in a random order, then all of them in another. Used by one thread. */
final class Batches {
    private final List<Pair> pairs;
    private final int size;
    private final SplittableRandom random;
    private int next;

    Batches(List<Pair> pairs, int size, SplittableRandom random) {
        this.pairs = new ArrayList<>(pairs);
        this.size = size;
        this.random = random;
        this.next = pairs.size();
    }

    List<Pair> next() {
        if (next + size > pairs.size()) {
            shuffle();
            next = 0;
        }
        List<Pair> batch = List.copyOf(pairs.subList(next, next + size));
        next += size;
        return batch;
    }

    private void shuffle() {
        for (int i = pairs.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            Pair pair = pairs.get(i);
            pairs.set(i, pairs.get(other));
            pairs.set(other, pair);
        }
    }
}
