package dev.vectide.evaluate.mitigation;

import dev.vectide.core.transform.VectorMap;

/** x − μ, with the mean μ of the vectors it was fitted on. */
public final class Centring implements Transform {
    private final VectorMap map;

    Centring(double[] mean) {
        this.map = new VectorMap(VectorMap.Kind.CENTRING, new double[][] {mean});
    }

    public static Centring fit(float[][] vectors) {
        return new Centring(Moments.of(vectors).mean());
    }

    @Override
    public String name() {
        return "centring";
    }

    @Override
    public VectorMap map() {
        return map;
    }
}
