package dev.vectide.monitor.collapse;

import dev.vectide.monitor.stats.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The figures of a collapse report from their definitions, over all vectors at once and in double: x_i the vectors at
 * norm 1, C their covariance (n − 1), λ its eigenvalues, σ the singular values of the uncentred matrix. All vectors must
 * have a direction.
 */
final class BatchCollapse {
    private final List<float[]> raw;
    private final double[][] now;
    private final double[][] normal;
    private final double[] variance;
    private final double[] referenceVariance;

    BatchCollapse(List<float[]> vectors, List<float[]> reference) {
        this.raw = vectors;
        this.now = units(vectors);
        this.normal = units(reference);
        this.variance = variances(now);
        this.referenceVariance = variances(normal);
    }

    Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        counts(figures);
        moments(figures);
        dimensions(figures);
        spectra(figures);
        return figures;
    }

    private void counts(Map<String, Double> figures) {
        double[] norms = raw.stream().mapToDouble(BatchCollapse::norm).toArray();
        double mean = mean(norms);
        double squares = Arrays.stream(norms).map(norm -> (norm - mean) * (norm - mean)).sum();
        long off = Arrays.stream(norms).filter(norm -> Math.abs(norm - 1) > 1e-3).count();
        Set<List<Float>> distinct = new HashSet<>();
        for (double[] unit : now) {
            distinct.add(Arrays.stream(unit).mapToObj(x -> (float) x).toList());
        }
        figures.put("unusable_share", 0.0);
        figures.put("non_finite", 0.0);
        figures.put("zero_norm", 0.0);
        figures.put("off_norm_share", (double) off / norms.length);
        figures.put("norm_mean", mean);
        figures.put("norm_sd", Math.sqrt(squares / (norms.length - 1)));
        figures.put("duplicate_share", 1 - (double) distinct.size() / now.length);
    }

    private void moments(Map<String, Double> figures) {
        figures.put("mean_cosine", meanCosine(now));
        figures.put("mean_cosine_reference", meanCosine(normal));
        figures.put("variance_trace", sum(variance));
        figures.put("variance_ratio", sum(variance) / sum(referenceVariance));
        figures.put("variance_min", Arrays.stream(variance).min().orElseThrow());
        figures.put("variance_max", Arrays.stream(variance).max().orElseThrow());
    }

    /** r_j = var_j/(tr C/d). Dead: r_j < 0.01 where the reference has r_j ≥ 0.1. Weak: r_j < 0.1 of the reference's. */
    private void dimensions(Map<String, Double> figures) {
        int weak = 0;
        int masked = 0;
        for (int j = 0; j < variance.length; j++) {
            boolean alive = relative(referenceVariance, j) >= 0.1;
            masked += alive ? 0 : 1;
            weak += alive && relative(variance, j) < 0.1 * relative(referenceVariance, j) ? 1 : 0;
        }
        figures.put("dimensions_masked", (double) masked);
        figures.put("dimensions_dead", (double) dead().size());
        figures.put("dimensions_weak", (double) weak);
        figures.put("dead_share", (double) dead().size() / (variance.length - masked));
        figures.put("weak_share", (double) weak / (variance.length - masked));
    }

    /** Weakest first. */
    List<Integer> dead() {
        List<Integer> dead = new ArrayList<>();
        for (int j = 0; j < variance.length; j++) {
            if (relative(variance, j) < 0.01 && relative(referenceVariance, j) >= 0.1) {
                dead.add(j);
            }
        }
        dead.sort(Comparator.comparingDouble((Integer j) -> variance[j]).thenComparing(j -> j));
        return dead;
    }

    private static double relative(double[] variance, int j) {
        return variance[j] / (sum(variance) / variance.length);
    }

    private void spectra(Map<String, Double> figures) {
        double[] lambda = descending(covariance(now));
        double[] reference = descending(covariance(normal));
        int alive = lambda.length - figures.get("dimensions_masked").intValue();
        int lost = 0;
        for (int i = 0; i < alive; i++) {
            lost += lambda[i] < 0.01 * reference[i] ? 1 : 0;
        }
        figures.put("compared_sample", (double) now.length);
        figures.put("participation_ratio_ratio", participation(lambda) / participation(reference));
        figures.put("effective_rank_ratio", effectiveRank(lambda) / effectiveRank(reference));
        figures.put("tail_variance_ratio", tail(lambda, alive) / tail(reference, alive));
        figures.put("directions_lost", (double) lost);
        figures.put("directions_lost_share", (double) lost / alive);
        figures.put("rank_sample", (double) now.length);
        figures.put("participation_ratio", participation(lambda));
        figures.put("participation_ratio_reference", participation(reference));
        figures.put("isoscore", (participation(lambda) - 1) / (lambda.length - 1));
        figures.put("effective_rank", effectiveRank(lambda));
        figures.put("effective_rank_reference", effectiveRank(reference));
        figures.put("rankme", rankMe(now));
        figures.put("rankme_reference", rankMe(normal));
        figures.put("stable_rank", sum(lambda) / lambda[0]);
        figures.put("alpha_req", alpha(lambda));
        figures.put("alpha_req_reference", alpha(reference));
        figures.put("cosine_sd", cosineSd(now));
    }

    private static double participation(double[] lambda) {
        return sum(lambda) * sum(lambda) / Arrays.stream(lambda).map(l -> l * l).sum();
    }

    private static double effectiveRank(double[] lambda) {
        double entropy = 0;
        for (double l : lambda) {
            double p = l / sum(lambda);
            entropy -= p > 0 ? p * Math.log(p) : 0;
        }
        return Math.exp(entropy);
    }

    private static double rankMe(double[][] x) {
        double[] sigma = Arrays.stream(descending(gram(x))).map(Math::sqrt).toArray();
        double entropy = 0;
        for (double s : sigma) {
            double p = s / sum(sigma) + 1e-7;
            entropy -= p * Math.log(p);
        }
        return Math.exp(entropy);
    }

    /** Below 40 dimensions: the ranks up to half of them, without what is rounding alone. */
    private static double alpha(double[] lambda) {
        int[] ranks = IntStream.rangeClosed(1, lambda.length / 2).filter(i -> lambda[i - 1] >= 1e-12).toArray();
        double[] x = Arrays.stream(ranks).mapToDouble(Math::log).toArray();
        double[] y = Arrays.stream(ranks).mapToDouble(i -> Math.log(lambda[i - 1])).toArray();
        double both = IntStream.range(0, x.length).mapToDouble(i -> (x[i] - mean(x)) * (y[i] - mean(y))).sum();
        return -both / Arrays.stream(x).map(one -> (one - mean(x)) * (one - mean(x))).sum();
    }

    private static double tail(double[] lambda, int alive) {
        return sum(Arrays.copyOfRange(lambda, alive / 2, alive));
    }

    /** Over all pairs, one by one. */
    private static double meanCosine(double[][] x) {
        return mean(cosines(x));
    }

    private static double cosineSd(double[][] x) {
        double[] cosines = cosines(x);
        double mean = mean(cosines);
        return Math.sqrt(mean(Arrays.stream(cosines).map(c -> (c - mean) * (c - mean)).toArray()));
    }

    private static double[] cosines(double[][] x) {
        double[] cosines = new double[x.length * (x.length - 1) / 2];
        int pair = 0;
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < i; k++) {
                for (int j = 0; j < x[i].length; j++) {
                    cosines[pair] += x[i][j] * x[k][j];
                }
                pair++;
            }
        }
        return cosines;
    }

    private static double[] variances(double[][] x) {
        double[][] covariance = covariance(x);
        double[] variances = new double[covariance.length];
        Arrays.setAll(variances, j -> covariance[j][j]);
        return variances;
    }

    private static double[][] covariance(double[][] x) {
        double[][] centred = new double[x.length][x[0].length];
        for (int j = 0; j < x[0].length; j++) {
            int column = j;
            double mean = mean(Arrays.stream(x).mapToDouble(row -> row[column]).toArray());
            for (int i = 0; i < x.length; i++) {
                centred[i][j] = x[i][j] - mean;
            }
        }
        double[][] covariance = gram(centred);
        for (double[] row : covariance) {
            Arrays.setAll(row, j -> row[j] / (x.length - 1));
        }
        return covariance;
    }

    private static double[][] gram(double[][] x) {
        double[][] gram = new double[x[0].length][x[0].length];
        for (double[] row : x) {
            for (int i = 0; i < row.length; i++) {
                for (int j = 0; j < row.length; j++) {
                    gram[i][j] += row[i] * row[j];
                }
            }
        }
        return gram;
    }

    private static double[] descending(double[][] symmetric) {
        double[] ascending = Vectors.eigenvalues(symmetric);
        Arrays.sort(ascending);
        double[] descending = new double[ascending.length];
        Arrays.setAll(descending, i -> Math.max(0, ascending[ascending.length - 1 - i]));
        return descending;
    }

    private static double[][] units(List<float[]> vectors) {
        double[][] units = new double[vectors.size()][];
        for (int i = 0; i < units.length; i++) {
            float[] vector = vectors.get(i);
            double norm = norm(vector);
            units[i] = new double[vector.length];
            Arrays.setAll(units[i], j -> vector[j] / norm);
        }
        return units;
    }

    private static double norm(float[] vector) {
        double sum = 0;
        for (float x : vector) {
            sum += (double) x * x;
        }
        return Math.sqrt(sum);
    }

    private static double mean(double[] values) {
        return sum(values) / values.length;
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }
}
