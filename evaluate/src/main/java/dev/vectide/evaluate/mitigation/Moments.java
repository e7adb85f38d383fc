package dev.vectide.evaluate.mitigation;

/** The mean μ of n vectors and, where it is asked for, their sample covariance C (n − 1), in double. */
final class Moments {
    private final double[] mean;
    private final double[] centred;
    private final int n;

    private Moments(double[] mean, double[] centred, int n) {
        this.mean = mean;
        this.centred = centred;
        this.n = n;
    }

    static Moments of(float[][] vectors) {
        int d = Rows.dimension(vectors);
        double[] mean = new double[d];
        for (float[] vector : vectors) {
            for (int j = 0; j < d; j++) {
                mean[j] += vector[j];
            }
        }
        for (int j = 0; j < d; j++) {
            mean[j] /= vectors.length;
        }
        double[] centred = new double[vectors.length * d];
        for (int i = 0; i < vectors.length; i++) {
            for (int j = 0; j < d; j++) {
                centred[i * d + j] = vectors[i][j] - mean[j];
            }
        }
        return new Moments(mean, centred, vectors.length);
    }

    int n() {
        return n;
    }

    int dimension() {
        return mean.length;
    }

    double[] mean() {
        return mean;
    }

    /** x − μ of all vectors, row-major. */
    double[] centred() {
        return centred;
    }

    /** Row-major. */
    double[] covariance() {
        if (n < 2) {
            throw new IllegalArgumentException("the covariance of 1 vector: at least 2 are needed");
        }
        int d = mean.length;
        double[] covariance = Products.of(Products.transposed(centred, n, d), d, n, centred, d);
        for (int i = 0; i < covariance.length; i++) {
            covariance[i] /= n - 1;
        }
        return covariance;
    }
}
