package dev.vectide.evaluate.resample;

import dev.vectide.evaluate.metric.Correlation;
import dev.vectide.evaluate.metric.Ranks;
import java.util.Arrays;
import java.util.Optional;

/** The scores of the suite as statistics; ranks of a sample are counted, so that a thousand samples take no time. */
public final class Statistics {
    private Statistics() {}

    /** The mean of one value an item. */
    public static Statistic mean(double[] values) {
        return new Statistic() {
            @Override
            public int size() {
                return values.length;
            }

            @Override
            public double of(int[] sample) {
                double sum = 0;
                for (int i : sample) {
                    sum += values[i];
                }
                return sum / sample.length;
            }

            @Override
            public Optional<double[]> values() {
                return Optional.of(values.clone());
            }
        };
    }

    /** Spearman's correlation of two values an item. */
    public static Statistic spearman(double[] x, double[] y) {
        int[] first = Ranks.codes(x);
        int[] second = Ranks.codes(y);
        int firsts = different(first);
        int seconds = different(second);
        return new Statistic() {
            @Override
            public int size() {
                return first.length;
            }

            @Override
            public double of(int[] sample) {
                return Correlation.pearson(
                        Ranks.ofCodes(at(first, sample), firsts), Ranks.ofCodes(at(second, sample), seconds));
            }
        };
    }

    /** Area under the ROC curve. */
    public static Statistic auroc(double[] scores, boolean[] positive) {
        int[] codes = Ranks.codes(scores);
        int different = different(codes);
        return new Statistic() {
            @Override
            public int size() {
                return codes.length;
            }

            @Override
            public double of(int[] sample) {
                double[] ranks = Ranks.ofCodes(at(codes, sample), different);
                double sum = 0;
                double positives = 0;
                for (int i = 0; i < sample.length; i++) {
                    if (positive[sample[i]]) {
                        sum += ranks[i];
                        positives++;
                    }
                }
                return (sum - positives * (positives + 1) / 2) / positives / (sample.length - positives);
            }
        };
    }

    private static int different(int[] codes) {
        return Arrays.stream(codes).max().orElse(-1) + 1;
    }

    private static int[] at(int[] values, int[] sample) {
        return Arrays.stream(sample).map(i -> values[i]).toArray();
    }
}
