package dev.vectide.evaluate.cluster;

import java.util.Arrays;

/**
 * How much two groupings of the same things agree, from their table of joint counts n_ij with row sums a_i and column sums b_j.
 * Entropies are natural.
 */
public final class Partitions {
    private final long[][] joint;
    private final long[] rows;
    private final long[] columns;
    private final long n;

    private Partitions(long[][] joint, long[] rows, long[] columns, long n) {
        this.joint = joint;
        this.rows = rows;
        this.columns = columns;
        this.n = n;
    }

    /** @param labels true groups, from 0; {@code clusters} found ones, from 0 */
    public static Partitions of(int[] labels, int[] clusters) {
        if (labels.length != clusters.length || labels.length == 0) {
            throw new IllegalArgumentException(labels.length + " labels, " + clusters.length + " clusters");
        }
        long[] rows = new long[Arrays.stream(labels).max().orElse(0) + 1];
        long[] columns = new long[Arrays.stream(clusters).max().orElse(0) + 1];
        long[][] joint = new long[rows.length][columns.length];
        for (int i = 0; i < labels.length; i++) {
            joint[labels[i]][clusters[i]]++;
            rows[labels[i]]++;
            columns[clusters[i]]++;
        }
        return new Partitions(joint, rows, columns, labels.length);
    }

    /** 1 − H(labels | clusters) / H(labels): whether a cluster has only one label. */
    public double homogeneity() {
        double entropy = entropy(rows);
        return entropy == 0 ? 1 : mutualInformation() / entropy;
    }

    /** 1 − H(clusters | labels) / H(clusters): whether a label is in only one cluster. */
    public double completeness() {
        double entropy = entropy(columns);
        return entropy == 0 ? 1 : mutualInformation() / entropy;
    }

    /** Harmonic mean of homogeneity and completeness (Rosenberg and Hirschberg 2007). */
    public double vMeasure() {
        double h = homogeneity();
        double c = completeness();
        return h + c == 0 ? 0 : 2 * h * c / (h + c);
    }

    /** Mutual information over the arithmetic mean of the entropies: the same number as the V-measure. */
    public double nmi() {
        double mean = (entropy(rows) + entropy(columns)) / 2;
        return mean == 0 ? 1 : mutualInformation() / mean;
    }

    /** Rand index adjusted for chance (Hubert and Arabie 1985). */
    public double adjustedRand() {
        double together = 0;
        for (long[] row : joint) {
            together += pairs(row);
        }
        double a = pairs(rows);
        double b = pairs(columns);
        double expected = a * b / (n * (n - 1) / 2.0);
        double most = (a + b) / 2;
        return most == expected ? 1 : (together - expected) / (most - expected);
    }

    private static double pairs(long[] counts) {
        return Arrays.stream(counts).mapToDouble(count -> count * (count - 1) / 2.0).sum();
    }

    private double mutualInformation() {
        double information = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                if (joint[i][j] > 0) {
                    double ratio = (double) joint[i][j] * n / ((double) rows[i] * columns[j]);
                    information += (double) joint[i][j] / n * Math.log(ratio);
                }
            }
        }
        return Math.max(0, information);
    }

    private double entropy(long[] counts) {
        double entropy = 0;
        for (long count : counts) {
            if (count > 0) {
                double p = (double) count / n;
                entropy -= p * Math.log(p);
            }
        }
        return entropy;
    }
}
