package dev.vectide.evaluate;

import dev.vectide.evaluate.vector.Vectors;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Inputs drawn by a seed, with ties. */
public final class Drawn {
    private final SplittableRandom random;

    public Drawn(long seed) {
        random = new SplittableRandom(seed);
    }

    public int size(int from, int to) {
        return random.nextInt(from, to + 1);
    }

    /** Of about {@code levels} different values, so that some are equal. */
    public double[] scores(int n, int levels) {
        return IntStream.range(0, n).mapToDouble(i -> random.nextInt(levels) / 7.0 - 1).toArray();
    }

    public int[] labels(int n, int labels) {
        return IntStream.range(0, n).map(i -> random.nextInt(labels)).toArray();
    }

    /** At least one of each kind. */
    public boolean[] flags(int n) {
        boolean[] flags = new boolean[n];
        for (int i = 0; i < n; i++) {
            flags[i] = random.nextInt(3) == 0;
        }
        flags[0] = true;
        flags[n - 1] = false;
        return flags;
    }

    /** Around a few centres, some of them twice. */
    public Vectors vectors(int n, int d) {
        float[][] rows = new float[n][d];
        for (int i = 0; i < n; i++) {
            if (i > 1 && random.nextInt(8) == 0) {
                rows[i] = rows[random.nextInt(i)].clone();
                continue;
            }
            int centre = random.nextInt(4);
            for (int j = 0; j < d; j++) {
                rows[i][j] = (float) (random.nextDouble() - 0.5 + (j % 4 == centre ? 0.6 : 0));
            }
        }
        return Vectors.owning(rows);
    }
}
