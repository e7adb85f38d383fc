package dev.vectide.bench.evaluate;

import dev.vectide.evaluate.mitigation.JudgedTask;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Spearman's rank correlation of cosine and human judgement over the pairs of the STS benchmark (Cer et al. 2017). */
record StsBenchmark(String name, float[][] first, float[][] second, double[] human) implements JudgedTask {
    private static final int SCORE = 3;

    static StsBenchmark of(String split) {
        List<String[]> pairs = RealTexts.rows("stsb/" + split + ".tsv");
        return new StsBenchmark(
                "STS benchmark",
                RealTexts.encode(pairs.stream().map(pair -> pair[SCORE + 1]).toList()),
                RealTexts.encode(pairs.stream().map(pair -> pair[SCORE + 2]).toList()),
                pairs.stream().mapToDouble(pair -> Double.parseDouble(pair[SCORE])).toArray());
    }

    @Override
    public int items() {
        return human.length;
    }

    @Override
    public ToDoubleFunction<int[]> score(UnaryOperator<float[][]> view) {
        float[][] a = view.apply(first);
        float[][] b = view.apply(second);
        double[] cosines = IntStream.range(0, a.length).mapToDouble(i -> dot(a[i], b[i])).toArray();
        return items -> pearson(
                ranks(Arrays.stream(items).mapToDouble(i -> human[i]).toArray()),
                ranks(Arrays.stream(items).mapToDouble(i -> cosines[i]).toArray()));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (double) a[j] * b[j];
        }
        return sum;
    }

    /** Equal values share the mean of their ranks. */
    private static double[] ranks(double[] values) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        int from = 0;
        while (from < order.length) {
            int to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    private static double pearson(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        return xy / Math.sqrt(xx * yy);
    }
}
