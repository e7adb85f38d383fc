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
    void dots(byte[] codes, int rows, short[] query, int[] products);
}
