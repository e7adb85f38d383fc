package dev.vectide.bench.evaluate;

import dev.vectide.evaluate.bootstrap.Bootstrap;
import dev.vectide.evaluate.mitigation.JudgedTask;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * MAP@R (Musgrave, Belongie, Lim 2020), leave one out: of a query with R others of its label, (1/R) Σ of the precision at i
 * over the ranks i up to R that hold one of them. Queries of one label are one group.
 */
record MapAtR(String name, float[][] vectors, int[] labels) implements JudgedTask {
    static MapAtR of(String name, List<RealTexts.Labelled> texts) {
        return new MapAtR(name, RealTexts.encodeTexts(texts), RealTexts.numbers(texts));
    }

    @Override
    public int items() {
        return vectors.length;
    }

    @Override
    public int[] groups() {
        return labels;
    }

    @Override
    public ToDoubleFunction<int[]> score(UnaryOperator<float[][]> view) {
        float[][] seen = view.apply(vectors);
        double[] scores = IntStream.range(0, seen.length).parallel().mapToDouble(i -> query(seen, i)).toArray();
        return items -> Bootstrap.mean(scores).applyAsDouble(
                Arrays.stream(items).filter(item -> !Double.isNaN(scores[item])).toArray());
    }

    /** NaN where no other has the label. */
    private double query(float[][] seen, int query) {
        int r = (int) Arrays.stream(labels).filter(label -> label == labels[query]).count() - 1;
        int[] nearest = nearest(seen, query, r);
        double sum = 0;
        int hits = 0;
        for (int i = 0; i < nearest.length; i++) {
            if (labels[nearest[i]] == labels[query]) {
                hits++;
                sum += (double) hits / (i + 1);
            }
        }
        return sum / r;
    }

    /** The r nearest others, nearest first. */
    private static int[] nearest(float[][] seen, int query, int r) {
        int[] rows = new int[r];
        double[] cosines = new double[r];
        int known = 0;
        for (int i = 0; i < seen.length; i++) {
            double cosine = dot(seen[query], seen[i]);
            if (i == query || (known == r && (r == 0 || cosine <= cosines[r - 1]))) {
                continue;
            }
            int at = known < r ? known++ : r - 1;
            for (; at > 0 && cosines[at - 1] < cosine; at--) {
                cosines[at] = cosines[at - 1];
                rows[at] = rows[at - 1];
            }
            cosines[at] = cosine;
            rows[at] = i;
        }
        return rows;
    }

    private static double dot(float[] a, float[] b) {
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        for (int j = 0; j + 4 <= a.length; j += 4) {
            first += a[j] * b[j];
            second += a[j + 1] * b[j + 1];
            third += a[j + 2] * b[j + 2];
            fourth += a[j + 3] * b[j + 3];
        }
        return first + second + (third + fourth);
    }
}
