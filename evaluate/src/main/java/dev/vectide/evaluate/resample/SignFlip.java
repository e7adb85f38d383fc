package dev.vectide.evaluate.resample;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The paired randomisation test by signs (Fisher 1935; Smucker, Allan and Carterette 2007 for retrieval): were two encoders
 * alike, the sign of each item's difference would be a coin's. Its p is the share of assignments of signs whose mean is at
 * least as far from 0 as the one that was found. All are counted where at most {@value #EXACT} differences are not 0; else
 * 10,000 are drawn by a fixed seed, and the found one counts as drawn.
 */
public final class SignFlip {
    static final int EXACT = 16;
    private static final int DRAWS = 10_000;
    private static final long SEED = 42;
    /** Of the sum of the absolute differences: sums that differ by less are equal but for rounding. */
    private static final double ROUNDING = 1e-12;

    private SignFlip() {}

    /**
     * Two-sided p of the mean of {@code differences}, of A − B item by item; 1 where there are none but zeros.
     *
     * @throws IllegalArgumentException if one is not finite
     */
    public static double p(double[] differences) {
        for (int i = 0; i < differences.length; i++) {
            if (!Double.isFinite(differences[i])) {
                throw new IllegalArgumentException("difference " + i + " is " + differences[i]);
            }
        }
        double[] sizes = Arrays.stream(differences).filter(value -> value != 0).map(Math::abs).toArray();
        double found = Math.abs(Arrays.stream(differences).sum()) - ROUNDING * Arrays.stream(sizes).sum();
        return sizes.length <= EXACT ? counted(sizes, found) : drawn(sizes, found);
    }

    private static double counted(double[] sizes, double found) {
        long all = 1L << sizes.length;
        long asFar = 0;
        for (long signs = 0; signs < all; signs++) {
            double sum = 0;
            for (int i = 0; i < sizes.length; i++) {
                sum += (signs >> i & 1) == 0 ? sizes[i] : -sizes[i];
            }
            asFar += Math.abs(sum) >= found ? 1 : 0;
        }
        return (double) asFar / all;
    }

    private static double drawn(double[] sizes, double found) {
        SplittableRandom random = new SplittableRandom(SEED);
        long asFar = 1;
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (int i = 0; i < sizes.length; i += Long.SIZE) {
                long signs = random.nextLong();
                int end = Math.min(sizes.length, i + Long.SIZE);
                for (int j = i; j < end; j++) {
                    sum += (signs >> j - i & 1) == 0 ? sizes[j] : -sizes[j];
                }
            }
            asFar += Math.abs(sum) >= found ? 1 : 0;
        }
        return asFar / (1.0 + DRAWS);
    }
}
