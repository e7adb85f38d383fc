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
    private final int dimension;
    private final DotKernel kernel;
    private final Scratch scratch;
    private final float[] lead;

    private Halving(CodeList list, int dimension, DotKernel kernel, Scratch scratch) {
        this.list = list;
        this.dimension = dimension;
        this.kernel = kernel;
        this.scratch = scratch;
        this.lead = new float[list.size()];
    }

    /** By slot, whether the code belongs to the second half; both have some. At least two codes are needed. */
    static boolean[] of(CodeList list, int dimension, DotKernel kernel, Scratch scratch) {
        return new Halving(list, dimension, kernel, scratch).run();
    }

    private boolean[] run() {
        int one = farthest(list.query(0));
        QueryCode first = list.query(one);
        QueryCode second = list.query(farthest(first));
        boolean[] isSecond = sides(first, second);
        for (int round = 0; round < ROUNDS && isBalanced(isSecond); round++) {
            first = mean(list, dimension, isSecond, false);
            second = mean(list, dimension, isSecond, true);
            isSecond = sides(first, second);
        }
        return isBalanced(isSecond) ? isSecond : middle();
    }

    /** The direction of the mean of one half. */
    static QueryCode mean(CodeList list, int dimension, boolean[] isSecond, boolean second) {
        float[] sum = new float[dimension];
        for (int slot = 0; slot < list.size(); slot++) {
            if (isSecond[slot] == second) {
                list.addTo(sum, slot);
            }
        }
        return QueryCode.of(FloatVector.owning(sum));
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

    private boolean[] sides(QueryCode first, QueryCode second) {
        System.arraycopy(list.cosines(second, kernel, scratch), 0, lead, 0, lead.length);
        float[] cosines = list.cosines(first, kernel, scratch);
        boolean[] isSecond = new boolean[lead.length];
        for (int slot = 0; slot < lead.length; slot++) {
            lead[slot] -= cosines[slot];
            isSecond[slot] = lead[slot] > 0;
        }
        return isSecond;
    }

    private static boolean isBalanced(boolean[] isSecond) {
        int second = 0;
        for (boolean is : isSecond) {
            second += is ? 1 : 0;
        }
        return Math.min(second, isSecond.length - second) >= Math.max(1, LEAST_SHARE * isSecond.length);
    }

    /** The half whose lead is larger; ties by slot, so that both halves have their share. */
    private boolean[] middle() {
        long[] order = new long[lead.length];
        for (int slot = 0; slot < order.length; slot++) {
            int bits = Float.floatToIntBits(lead[slot]);
            order[slot] = ((long) (bits ^ ((bits >> 31) & Integer.MAX_VALUE)) << 32) | slot;
        }
        Arrays.sort(order);
        boolean[] isSecond = new boolean[order.length];
        for (int i = order.length / 2; i < order.length; i++) {
            isSecond[(int) order[i]] = true;
        }
        return isSecond;
    }
}
