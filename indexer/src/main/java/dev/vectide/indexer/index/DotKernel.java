package dev.vectide.indexer.index;

/**
 * Inner products of one code with many: the loop in which a scan spends its time. Codes are signed bytes in [-127, 127].
 *
 * <p>Implementations hold no state and are safe for concurrent use; all give the same integers.
 */
interface DotKernel {
    /** Name of the implementation, for the log. */
    String name();

    /**
     * @param codes rows of {@code query.length} bytes, one after the other
     * @param rows how many of them
     * @param query the other code, widened
     * @param products receives one inner product a row
     */
    default void dots(byte[] codes, int rows, short[] query, int[] products) {
        for (int row = 0; row < rows; row++) {
            products[row] = dot(codes, row * query.length, query);
        }
    }

    /** The inner product of {@code query} with the code that begins at {@code start}. */
    int dot(byte[] codes, int start, short[] query);
}
