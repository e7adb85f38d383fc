package dev.vectide.evaluate.mitigation;

import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.transform.VectorMap;

/**
 * A map from vectors of one space to unit vectors of another: affine, then divided by the Euclidean norm. It is fitted once
 * and then fixed: its output is a space of its own ({@link TransformArtefact}), never to be mixed with vectors it has not made.
 *
 * <p>Immutable, so safe for concurrent use.
 */
public sealed interface Transform permits Centring, AllButTheTop, Whitening, Adapter {
    /** Length of a vector, before and after. */
    default int dimension() {
        return map().dimension();
    }

    /** What it is, in a word or two. */
    String name();

    /** What the encoder of its space applies. */
    VectorMap map();

    /** The affine part alone, of one vector of {@link #dimension()} finite numbers, in double. */
    default double[] affine(float[] vector) {
        return map().affine(vector);
    }

    /**
     * One vector, made a unit vector.
     *
     * @throws IllegalArgumentException if nothing of it is left, as of the mean when the mean is subtracted
     */
    default float[] apply(float[] vector) {
        return apply(new float[][] {vector})[0];
    }

    /** As {@link #apply(float[])}, of each row. */
    default float[][] apply(float[][] vectors) {
        float[][] applied = new float[vectors.length][];
        if (vectors.length > 0 && Rows.dimension(vectors) != dimension()) {
            throw new IllegalArgumentException(
                    name() + " of dimension " + dimension() + " on vectors of dimension " + vectors[0].length);
        }
        for (int i = 0; i < vectors.length; i++) {
            try {
                applied[i] = map().unit(vectors[i]);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("vector " + i + " has no direction after " + name(), e);
            }
        }
        return applied;
    }

    /** Hash over what it does to a vector: its kind and all of its numbers. */
    default Fingerprint fingerprint() {
        return map().fingerprint();
    }
}
