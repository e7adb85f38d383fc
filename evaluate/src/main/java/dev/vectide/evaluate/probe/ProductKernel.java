package dev.vectide.evaluate.probe;

import dev.vectide.core.vector.VectorApi;

/**
 * Products of small dense matrices, row by row in an array: the loop in which a probe spends its time.
 *
 * <p>Every number is added up from the first term to the last, each term rounded before it is added, so that all
 * implementations agree to the bit. They hold no state and are safe for concurrent use.
 */
interface ProductKernel {
    /** Name of the implementation. */
    String name();

    /** Adds to C what A B is, of [{@code rows}, {@code depth}] and [{@code depth}, {@code width}]. */
    void addProduct(double[] a, int rows, int depth, double[] b, int width, double[] c);

    /** The Vector API where its module is there, the plain twin where not. */
    static ProductKernel best() {
        return VectorApi.orPlain(() -> new VectorProductKernel(), () -> new PlainProductKernel());
    }
}
