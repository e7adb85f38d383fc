package dev.vectide.indexer.index;

import dev.vectide.core.vector.FloatVector;
import java.util.Arrays;

/**
 * Cuts a list in two by direction: spherical 2-means, started from two codes that lie far apart. Where that leaves one side
 * nearly empty, as among vectors that are all alike, the list is cut in the middle instead, in the order of how much nearer
 * to one of the two each code is.
 */
final class Halving {
    private static final int ROUNDS = 4;
    /** Of the list: a smaller side would be merged again at once. */
    private static final double LEAST_SHARE = 1.0 / 6;

    private final CodeList list;
    private final DotKernel kernel;
    private final Scratch scratch;
    /** By how much each code is nearer to the second side. */
    private final float[] lead;

    private final boolean[] isSecond;
    private int seconds;
    /** Sums of the codes of each side. */
    private final float[] firstSum;

    private final float[] secondSum;

    private Halving(CodeList list, int dimension, DotKernel kernel, Scratch scratch) {
        this.list = list;
        this.kernel = kernel;
        this.scratch = scratch;
        this.lead = new float[list.size()];
        this.isSecond = new boolean[list.size()];
        this.firstSum = new float[dimension];
        this.secondSum = new float[dimension];
        for (int slot = 0; slot < list.size(); slot++) {
            list.addTo(firstSum, slot);
        }
    }

    /**
     * Two halves of a list, of which each has some.
     *
     * @param isSecond by slot
     * @param first direction of the first half's mean
     * @param second direction of the second half's mean
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Halves(boolean[] isSecond, QueryCode first, QueryCode second) {}

    /** At least two codes are needed. */
    static Halves of(CodeList list, int dimension, DotKernel kernel, Scratch scratch) {
        return new Halving(list, dimension, kernel, scratch).run();
    }

    private Halves run() {
        QueryCode first = list.query(farthest(list.query(0)));
        QueryCode second = list.query(farthest(first));
        boolean moved = part(first, second);
        for (int round = 0; round < ROUNDS && moved && isBalanced(); round++) {
            first = direction(firstSum);
            second = direction(secondSum);
            moved = part(first, second);
        }
        if (!isBalanced()) {
            cutInTheMiddle();
        }
        return new Halves(isSecond, direction(firstSum), direction(secondSum));
    }

    private static QueryCode direction(float[] sum) {
        return QueryCode.of(FloatVector.of(sum));
    }

    private int farthest(QueryCode from) {
        float[] cosines = list.cosines(from, kernel, scratch);
        int farthest = 0;
        for (int slot = 1; slot < list.size(); slot++) {
            if (cosines[slot] < cosines[farthest]) {
                farthest = slot;
            }
        }
        return farthest;
    }

    /** Puts each code on the side to which it is nearer and answers whether any was on the other. */
    private boolean part(QueryCode first, QueryCode second) {
        System.arraycopy(list.cosines(second, kernel, scratch), 0, lead, 0, lead.length);
        float[] cosines = list.cosines(first, kernel, scratch);
        boolean moved = false;
        for (int slot = 0; slot < lead.length; slot++) {
            lead[slot] -= cosines[slot];
            moved |= put(slot, lead[slot] > 0);
        }
        return moved;
    }

    private boolean put(int slot, boolean second) {
        if (isSecond[slot] == second) {
            return false;
        }
        int sign = second ? 1 : -1;
        list.addTo(firstSum, slot, -sign);
        list.addTo(secondSum, slot, sign);
        seconds += sign;
        isSecond[slot] = second;
        return true;
    }

    private boolean isBalanced() {
        return Math.min(seconds, isSecond.length - seconds) >= Math.max(1, LEAST_SHARE * isSecond.length);
    }

    /** The half whose lead is larger is the second; ties by slot, so that both halves have their share. */
    private void cutInTheMiddle() {
        long[] order = new long[lead.length];
        for (int slot = 0; slot < order.length; slot++) {
            int bits = Float.floatToIntBits(lead[slot]);
            order[slot] = ((long) (bits ^ ((bits >> 31) & Integer.MAX_VALUE)) << 32) | slot;
        }
        Arrays.sort(order);
        for (int i = 0; i < order.length; i++) {
            put((int) order[i], i >= order.length / 2);
        }
    }
}
