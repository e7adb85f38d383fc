package dev.vectide.evaluate.mitigation;

import dev.vectide.core.transform.VectorMap;
import dev.vectide.evaluate.geometry.Eigen;
import java.util.Arrays;

/**
 * x̃ − Σ u_k (u_k · x̃), x̃ = x − μ: the mean and the D directions of most variance are taken out (Mu and Viswanath 2018, who
 * take D near d/100).
 */
public final class AllButTheTop implements Transform {
    private final VectorMap map;

    AllButTheTop(double[] mean, double[][] top) {
        this.map = new VectorMap(VectorMap.Kind.ALL_BUT_THE_TOP, TransformCodec.behind(mean, top));
    }

    /** Of one direction in a hundred, at least one. */
    public static AllButTheTop fit(float[][] vectors) {
        return fit(vectors, Math.max(1, Rows.dimension(vectors) / 100));
    }

    /** @param components D, how many directions are taken out: at least one, and not all */
    public static AllButTheTop fit(float[][] vectors, int components) {
        int d = Rows.dimension(vectors);
        if (components < 1 || components >= Math.min(d, vectors.length - 1)) {
            throw new IllegalArgumentException(components + " components of " + vectors.length + " vectors of dimension " + d
                    + ": expected at least 1, and fewer than both the dimension and the vectors less one");
        }
        Moments moments = Moments.of(vectors);
        Eigen eigen = Eigen.of(moments.covariance(), d);
        return new AllButTheTop(moments.mean(), Arrays.copyOf(eigen.vectors(), components));
    }

    @Override
    public String name() {
        return "all but the top " + (map.rows().length - 1);
    }

    @Override
    public VectorMap map() {
        return map;
    }
}
