package dev.vectide.core.report;

/**
 * A segment of the traffic, those documents that have a value of an attribute, that differs from the reference's.
 *
 * @param segment {@code attribute=value}
 * @param what {@code vectors} if its vectors moved, {@code share} if there is more or less of it
 * @param n of its vectors in the pane
 * @param share of the pane's vectors, 0 to 1
 * @param referenceShare of the reference's
 * @param effect of {@code vectors}, distance of the centroids over the standard deviation within both; of {@code share}, the
 *     difference of 2·arcsin√share (Cohen's h)
 * @param pValue of this test alone
 * @param adjusted the false-discovery rate at which it is just named (Benjamini and Hochberg)
 */
public record SegmentShift(
        String segment,
        String what,
        long n,
        double share,
        double referenceShare,
        double effect,
        double pValue,
        double adjusted) {
    public static final String VECTORS = "vectors";
    public static final String SHARE = "share";
}
