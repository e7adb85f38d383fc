package dev.vectide.monitor.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded vectors of norm 1 with an uneven spectrum, and batch formulas in double to compare with. */
public final class Vectors {
    private Vectors() {}

    public static List<float[]> units(int n, int d, long seed) {
        Random random = new Random(seed);
        List<float[]> units = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            float[] vector = new float[d];
            for (int j = 0; j < d; j++) {
                vector[j] = (float) (random.nextGaussian() / (1 + j) + (j == 2 ? 0.8 : 0.1));
            }
            units.add(Units.normalised(vector));
        }
        return units;
    }

    public static double[][] covariance(List<float[]> units) {
        int d = units.get(0).length;
        double[] mean = new double[d];
        units.forEach(unit -> {
            for (int j = 0; j < d; j++) {
                mean[j] += unit[j] / (double) units.size();
            }
        });
        double[][] covariance = new double[d][d];
        for (float[] unit : units) {
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    covariance[i][j] += (unit[i] - mean[i]) * (unit[j] - mean[j]) / (units.size() - 1.0);
                }
            }
        }
        return covariance;
    }

    /** Mean and standard deviation of the cosine over all pairs of different vectors. */
    public static double[] cosines(List<float[]> units) {
        double sum = 0;
        double squares = 0;
        long pairs = 0;
        for (int i = 0; i < units.size(); i++) {
            for (int j = 0; j < i; j++) {
                double cosine = Units.dot(units.get(i), units.get(j));
                sum += cosine;
                squares += cosine * cosine;
                pairs++;
            }
        }
        double mean = sum / pairs;
        return new double[] {mean, Math.sqrt(squares / pairs - mean * mean)};
    }

    /** Eigenvalues by Jacobi rotations, as slow and as plain as it gets. */
    public static double[] eigenvalues(double[][] matrix) {
        int d = matrix.length;
        double[][] a = new double[d][];
        for (int i = 0; i < d; i++) {
            a[i] = matrix[i].clone();
        }
        for (int sweep = 0; sweep < 60; sweep++) {
            for (int p = 0; p < d; p++) {
                for (int q = p + 1; q < d; q++) {
                    rotate(a, p, q);
                }
            }
        }
        double[] eigenvalues = new double[d];
        for (int i = 0; i < d; i++) {
            eigenvalues[i] = a[i][i];
        }
        return eigenvalues;
    }

    private static void rotate(double[][] a, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
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
        }
    }
}
