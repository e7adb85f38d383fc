package dev.vectide.monitor.stats;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Sums of real numbers on a fixed binary grid: every term is rounded to a multiple of 2^-f, and the multiples are added
 * as integers of 107 bits or more. Integer addition is associative, so a sum is the same to the bit whatever the order, the
 * split or the merging; rounding costs at most 2^-(f+1) a term.
 *
 * <p>A sum is {@code high · 2^f + low} grid steps. Terms go to {@code low}, which is carried over before it could
 * overflow; once carried, {@code 0 ≤ low < 2^f}, and the pair is unique.
 */
public final class ExactSums {
    private final int fractionBits;
    private final double scale;
    private final double largest;
    private final int carryAfter;
    private final long[] high;
    private final long[] low;
    private int sinceCarry;

    /**
     * @param size number of sums
     * @param fractionBits f; terms are rounded to multiples of 2^-f
     * @param magnitudeBits terms beyond ±2^magnitudeBits count as ±2^magnitudeBits
     */
    public ExactSums(int size, int fractionBits, int magnitudeBits) {
        this(fractionBits, magnitudeBits, new long[size], new long[size]);
    }

    private ExactSums(int fractionBits, int magnitudeBits, long[] high, long[] low) {
        int spare = 61 - fractionBits - magnitudeBits;
        if (fractionBits < 1 || spare < 1) {
            throw new IllegalArgumentException("grid of " + fractionBits + " + " + magnitudeBits + " bits: at most 60");
        }
        this.fractionBits = fractionBits;
        this.scale = Math.scalb(1.0, fractionBits);
        this.largest = Math.scalb(1.0, fractionBits + magnitudeBits);
        this.carryAfter = 1 << Math.min(spare, 30);
        this.high = high;
        this.low = low;
    }

    public int size() {
        return low.length;
    }

    /** Call once before the terms of one observation, at most one a sum. */
    void beginTerms() {
        if (++sinceCarry >= carryAfter) {
            carry();
        }
    }

    /** Adds a finite term to one sum. */
    void add(int index, double term) {
        low[index] += (long) Math.rint(Math.max(-largest, Math.min(largest, term * scale)));
    }

    /** Adds one term to a single sum. */
    public void addOne(int index, double term) {
        beginTerms();
        add(index, term);
    }

    /** Adds all sums of {@code other}, of the same size and grid. */
    public void merge(ExactSums other) {
        if (other.size() != size() || other.fractionBits != fractionBits) {
            throw new IllegalArgumentException("sums of another size or grid");
        }
        carry();
        other.carry();
        for (int i = 0; i < low.length; i++) {
            high[i] += other.high[i];
            low[i] += other.low[i];
        }
        carry();
    }

    public double get(int index) {
        long carried = high[index] + (low[index] >> fractionBits);
        return carried + (low[index] & mask()) / scale;
    }

    private void carry() {
        long mask = mask();
        for (int i = 0; i < low.length; i++) {
            high[i] += low[i] >> fractionBits;
            low[i] &= mask;
        }
        sinceCarry = 0;
    }

    private long mask() {
        return (1L << fractionBits) - 1;
    }

    public void write(DataOutput out) throws IOException {
        carry();
        StateBytes.writeLongs(high, out);
        StateBytes.writeLongs(low, out);
    }

    public static ExactSums read(DataInput in, int fractionBits, int magnitudeBits) throws IOException {
        long[] high = StateBytes.readLongs(in);
        return new ExactSums(fractionBits, magnitudeBits, high, StateBytes.readLongs(in));
    }
}
