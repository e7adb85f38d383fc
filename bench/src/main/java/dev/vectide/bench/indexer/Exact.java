package dev.vectide.bench.indexer;

import dev.vectide.core.vector.FloatVector;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The nearest of some vectors, all compared in single precision: what answers are held against. Vectors lie in blocks,
 * dimension by dimension within a block, so that the plain loop runs over neighbours.
 *
 * <p>Safe for concurrent searches.
 */
final class Exact {
    private static final int BLOCK = 256;

    private final int dimension;
    private final float[][] blocks;
    private final int size;

    Exact(int size, int dimension) {
        this.dimension = dimension;
        this.size = size;
        this.blocks = new float[(size + BLOCK - 1) / BLOCK][dimension * BLOCK];
    }

    void set(int number, FloatVector vector) {
        float[] block = blocks[number / BLOCK];
        for (int d = 0; d < dimension; d++) {
            block[d * BLOCK + number % BLOCK] = vector.get(d);
        }
    }

    /** Numbers of the nearest that count, best first, equal ones by number; at most {@code limit}. */
    int[] nearest(FloatVector query, int limit, IntPredicate counts) {
        float[] best = new float[limit];
        int[] numbers = new int[limit];
        int found = 0;
        float[] scores = new float[BLOCK];
        for (int b = 0; b < blocks.length; b++) {
            scores(query, blocks[b], scores);
            for (int i = 0; i < BLOCK && b * BLOCK + i < size; i++) {
                if ((found == limit && scores[i] <= best[limit - 1]) || !counts.test(b * BLOCK + i)) {
                    continue;
                }
                int at = found < limit ? found++ : limit - 1;
                for (; at > 0 && best[at - 1] < scores[i]; at--) {
                    best[at] = best[at - 1];
                    numbers[at] = numbers[at - 1];
                }
                best[at] = scores[i];
                numbers[at] = b * BLOCK + i;
            }
        }
        return Arrays.copyOf(numbers, found);
    }

    private void scores(FloatVector query, float[] block, float[] scores) {
        Arrays.fill(scores, 0);
        for (int d = 0; d < dimension; d++) {
            float q = query.get(d);
            int from = d * BLOCK;
            for (int i = 0; i < BLOCK; i++) {
                scores[i] += q * block[from + i];
            }
        }
    }
}
