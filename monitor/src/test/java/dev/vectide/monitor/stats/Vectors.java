package dev.vectide.monitor.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded vectors of norm 1 with an uneven spectrum, and batch formulas in double to compare with. */
final class Vectors {
    private Vectors() {}

    static List<float[]> units(int n, int d, long seed) {
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

    static double[][] covariance(List<float[]> units) {
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
    static double[] cosines(List<float[]> units) {
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
}
