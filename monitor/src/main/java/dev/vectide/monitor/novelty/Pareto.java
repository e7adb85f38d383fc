package dev.vectide.monitor.novelty;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A generalised Pareto distribution of excesses y ≥ 0: P(Y > y) = (1 + γy/σ)^(−1/γ), and e^(−y/σ) where γ is 0; where γ is
 * negative it ends at −σ/γ.
 *
 * <p>Fitted by maximum likelihood as Grimshaw (1993) does: with x = γ/σ, u(x) the mean of 1/(1 + xy) and v(x) one more than
 * the mean of ln(1 + xy), every maximum with γ other than 0 is a root of u(x)v(x) = 1, and γ = v(x) − 1. Roots lie above
 * −1/max y and below 2(mean y − min y)/(min y)²; of them and of γ = 0 the likeliest is taken.
 *
 * @param shape γ
 * @param scale σ
 */
record Pareto(double shape, double scale) {
    private static final int STEPS = 300;
    private static final int HALVINGS = 100;
    /** Nearer to 0 and to the ends of the range, in units of 1/mean y or 1/max y, no root is looked for. */
    private static final double NEAR = 1e-6;

    private static final double FAR = 1e9;

    /** @param excesses all above 0 */
    static Pareto fit(double[] excesses) {
        double mean = Arrays.stream(excesses).average().orElseThrow();
        double least = Arrays.stream(excesses).min().orElseThrow();
        double most = Arrays.stream(excesses).max().orElseThrow();
        if (!(least > 0)) {
            throw new IllegalArgumentException("an excess of " + least + ", expected above 0");
        }
        Search search = new Search(excesses, new Pareto(0, mean));
        search.between(NEAR, 1 - NEAR, distance -> (distance - 1) / most);
        search.between(NEAR, 1 - NEAR, share -> -share / most);
        double highest = Math.min(FAR / mean, 2 * (mean - least) / (least * least));
        search.between(NEAR / mean, highest, x -> x);
        return search.best;
    }

    /** P(Y > y). */
    double survival(double y) {
        if (shape == 0) {
            return Math.exp(-y / scale);
        }
        double inner = 1 + shape * y / scale;
        return inner <= 0 ? 0 : Math.exp(-Math.log(inner) / shape);
    }

    private static double logLikelihood(double[] excesses, Pareto one) {
        if (one.shape == 0) {
            return -excesses.length * (Math.log(one.scale) + 1);
        }
        return -excesses.length * (Math.log(one.scale) + one.shape + 1);
    }

    /** Roots on a geometric grid, each made exact by bisection. */
    private static final class Search {
        private final double[] excesses;
        private Pareto best;
        private double bestLikelihood;

        Search(double[] excesses, Pareto exponential) {
            this.excesses = excesses;
            this.best = exponential;
            this.bestLikelihood = logLikelihood(excesses, exponential);
        }

        void between(double from, double to, DoubleUnaryOperator position) {
            double ratio = Math.pow(to / from, 1.0 / STEPS);
            double low = from;
            for (int i = 0; i < STEPS && to > from; i++) {
                double high = low * ratio;
                root(position.applyAsDouble(low), position.applyAsDouble(high));
                low = high;
            }
        }

        private void root(double low, double high) {
            double below = excess(low);
            if (below * excess(high) > 0) {
                return;
            }
            double a = low;
            double b = high;
            for (int i = 0; i < HALVINGS; i++) {
                double middle = (a + b) / 2;
                if (below * excess(middle) > 0) {
                    a = middle;
                } else {
                    b = middle;
                }
            }
            offer((a + b) / 2);
        }

        /** u(x)v(x) − 1. */
        private double excess(double x) {
            double u = 0;
            for (double y : excesses) {
                u += 1 / (1 + x * y);
            }
            return u / excesses.length * (1 + shape(x)) - 1;
        }

        private double shape(double x) {
            double sum = 0;
            for (double y : excesses) {
                sum += Math.log1p(x * y);
            }
            return sum / excesses.length;
        }

        private void offer(double x) {
            double shape = shape(x);
            Pareto one = new Pareto(shape, shape / x);
            double likelihood = logLikelihood(excesses, one);
            if (one.scale > 0 && likelihood > bestLikelihood) {
                best = one;
                bestLikelihood = likelihood;
            }
        }
    }
}
