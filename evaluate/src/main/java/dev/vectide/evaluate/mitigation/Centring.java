package dev.vectide.evaluate.mitigation;

/** x − μ, with the mean μ of the vectors it was fitted on. */
public final class Centring implements Transform {
    private final double[] mean;

    Centring(double[] mean) {
        this.mean = mean;
    }

    public static Centring fit(float[][] vectors) {
        return new Centring(Moments.of(vectors).mean());
    }

    @Override
    public int dimension() {
        return mean.length;
    }

    @Override
    public String name() {
        return "centring";
    }

    @Override
    public double[] affine(float[] vector) {
        return subtract(mean, vector);
    }

    static double[] subtract(double[] mean, float[] vector) {
        double[] centred = new double[mean.length];
        for (int j = 0; j < centred.length; j++) {
            centred[j] = vector[j] - mean[j];
        }
        return centred;
    }

    double[] mean() {
        return mean;
    }
}
