package dev.vectide.evaluate.mitigation;

import java.util.SplittableRandom;

/** Vectors with a direction in common and variances that fall off, as encoders give them. */
final class Clouds {
    private Clouds() {}

    /** n unit vectors; the standard deviation of dimension j is 1/(1 + j), then all is rotated by a few reflections. */
    static float[][] units(int n, int d, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] mirrors = new double[3][d];
        for (double[] mirror : mirrors) {
            for (int j = 0; j < d; j++) {
                mirror[j] = random.nextGaussian();
            }
        }
        float[][] units = new float[n][];
        for (int i = 0; i < n; i++) {
            double[] x = new double[d];
            for (int j = 0; j < d; j++) {
                x[j] = 0.7 + random.nextGaussian() / (1 + j);
            }
            for (double[] mirror : mirrors) {
                double share = 2 * Products.dot(mirror, x) / Products.dot(mirror, mirror);
                for (int j = 0; j < d; j++) {
                    x[j] -= share * mirror[j];
                }
            }
            units[i] = unit(x);
        }
        return units;
    }

    static float[] unit(double[] x) {
        double norm = Math.sqrt(Products.dot(x, x));
        float[] unit = new float[x.length];
        for (int j = 0; j < unit.length; j++) {
            unit[j] = (float) (x[j] / norm);
        }
        return unit;
    }

    /** The sample covariance (n − 1) by its definition. */
    static double[][] covariance(double[][] rows) {
        int n = rows.length;
        int d = rows[0].length;
        double[] mean = mean(rows);
        double[][] covariance = new double[d][d];
        for (double[] row : rows) {
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    covariance[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / (n - 1);
                }
            }
        }
        return covariance;
    }

    static double[] mean(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += row[j] / rows.length;
            }
        }
        return mean;
    }

    static double[][] doubles(float[][] vectors) {
        double[][] rows = new double[vectors.length][vectors[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = vectors[i][j];
            }
        }
        return rows;
    }

    static double[][] affine(Transform transform, float[][] vectors) {
        double[][] rows = new double[vectors.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = transform.affine(vectors[i]);
        }
        return rows;
    }

    /** Eigenvalues, largest first, and vectors (columns) of a symmetric matrix by Jacobi's rotations. */
    static double[][][] jacobi(double[][] symmetric) {
        int d = symmetric.length;
        double[][] a = new double[d][];
        double[][] v = new double[d][d];
        for (int i = 0; i < d; i++) {
            a[i] = symmetric[i].clone();
            v[i][i] = 1;
        }
        for (int sweep = 0; sweep < 60; sweep++) {
            for (int p = 0; p < d; p++) {
                for (int q = p + 1; q < d; q++) {
                    rotate(a, v, p, q);
                }
            }
        }
        Integer[] order = new Integer[d];
        for (int i = 0; i < d; i++) {
            order[i] = i;
        }
        java.util.Arrays.sort(order, java.util.Comparator.comparingDouble(i -> -a[i][i]));
        double[] values = new double[d];
        double[][] vectors = new double[d][d];
        for (int k = 0; k < d; k++) {
            values[k] = a[order[k]][order[k]];
            for (int i = 0; i < d; i++) {
                vectors[k][i] = v[i][order[k]];
            }
        }
        return new double[][][] {{values}, vectors};
    }

    private static void rotate(double[][] a, double[][] v, int p, int q) {
        if (Math.abs(a[p][q]) < 1e-300) {
            return;
        }
        double theta = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p]);
        double c = Math.cos(theta);
        double s = Math.sin(theta);
        for (int k = 0; k < a.length; k++) {
            double kp = a[k][p];
            double kq = a[k][q];
            a[k][p] = c * kp - s * kq;
            a[k][q] = s * kp + c * kq;
        }
        for (int k = 0; k < a.length; k++) {
            double pk = a[p][k];
            double qk = a[q][k];
            a[p][k] = c * pk - s * qk;
            a[q][k] = s * pk + c * qk;
            double vp = v[k][p];
            double vq = v[k][q];
            v[k][p] = c * vp - s * vq;
            v[k][q] = s * vp + c * vq;
        }
    }
}
