package dev.vectide.evaluate.mitigation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Where an anchor's hard negative is drawn from: its neighbours of another label, by cosine, of ranks {@code from} to {@code
 * to}, without those nearer than {@code tooNear} of the positive's cosine, which are likely to be positives without the label.
 *
 * @param from first rank, 1 for the nearest
 * @param to last rank
 * @param tooNear share of the positive's cosine
 */
public record HardNegatives(int from, int to, double tooNear) {
    public static final HardNegatives DEFAULT = new HardNegatives(10, 50, 0.95);

    public HardNegatives {
        if (from < 1 || to < from) {
            throw new IllegalArgumentException("hard negatives of ranks " + from + " to " + to);
        }
        if (!(tooNear > 0)) {
            throw new IllegalArgumentException("hard negatives up to " + tooNear + " of the positive's cosine");
        }
    }

    /** The pairs, each with a hard negative where there is one. Reads all vectors for every pair. */
    public List<Pair> into(List<Pair> pairs, float[][] units, int[] labels, long seed) {
        if (Rows.dimension(units) > 0 && labels.length != units.length) {
            throw new IllegalArgumentException(labels.length + " labels for " + units.length + " vectors");
        }
        SplittableRandom random = new SplittableRandom(seed);
        return pairs.stream().map(pair -> with(pair, units, labels, random)).toList();
    }

    private Pair with(Pair pair, float[][] units, int[] labels, SplittableRandom random) {
        float[] anchor = units[pair.anchor()];
        double[] cosines = Arrays.stream(units).mapToDouble(unit -> dot(anchor, unit)).toArray();
        double most = tooNear * cosines[pair.positive()];
        int[] candidates = IntStream.range(0, units.length)
                .filter(row -> labels[row] != labels[pair.anchor()])
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> -cosines[row]))
                .skip(from - 1L)
                .limit(to - from + 1L)
                .mapToInt(Integer::intValue)
                .filter(row -> cosines[row] <= most)
                .toArray();
        int negative = candidates.length == 0 ? Pair.NONE : candidates[random.nextInt(candidates.length)];
        return new Pair(pair.anchor(), pair.positive(), negative);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (double) a[j] * b[j];
        }
        return sum;
    }
}
