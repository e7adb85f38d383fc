package dev.vectide.evaluate.vector;

import java.util.Arrays;

/**
 * The k largest of some scores, kept in a heap whose root is the worst. Of two equal scores the smaller tie-breaking rank
 * goes first.
 *
 * <p>Not safe for concurrent use.
 */
public final class TopK {
    private final int[] heap;
    private final double[] scores;
    private final int[] ranks;
    private int held;

    /** @param ranks of the candidates, which decide between equal scores */
    public static int[] of(double[] scores, int[] ranks, int k) {
        return of(scores, ranks, k, -1);
    }

    /** @param without a candidate that does not count; −1 for none */
    public static int[] of(double[] scores, int[] ranks, int k, int without) {
        TopK top = new TopK(scores, ranks, Math.min(k, ranks.length));
        for (int i = 0; i < ranks.length; i++) {
            if (i != without) {
                top.offer(i);
            }
        }
        return top.best();
    }

    private TopK(double[] scores, int[] ranks, int k) {
        this.scores = scores;
        this.ranks = ranks;
        this.heap = new int[k];
    }

    private boolean worse(int a, int b) {
        int order = Double.compare(scores[a], scores[b]);
        return order == 0 ? ranks[a] > ranks[b] : order < 0;
    }

    private void offer(int candidate) {
        if (held < heap.length) {
            heap[held++] = candidate;
            up(held - 1);
        } else if (held > 0 && worse(heap[0], candidate)) {
            heap[0] = candidate;
            down(0);
        }
    }

    private void up(int start) {
        int at = start;
        while (at > 0 && worse(heap[at], heap[(at - 1) / 2])) {
            at = swapped(at, (at - 1) / 2);
        }
    }

    private void down(int start) {
        int at = start;
        while (2 * at + 1 < held) {
            int child = 2 * at + 1;
            if (child + 1 < held && worse(heap[child + 1], heap[child])) {
                child++;
            }
            if (!worse(heap[child], heap[at])) {
                return;
            }
            at = swapped(at, child);
        }
    }

    private int swapped(int from, int to) {
        int moved = heap[from];
        heap[from] = heap[to];
        heap[to] = moved;
        return to;
    }

    /** Best first. */
    private int[] best() {
        int[] best = new int[held];
        for (int i = best.length - 1; i >= 0; i--) {
            best[i] = heap[0];
            heap[0] = heap[--held];
            down(0);
        }
        return best;
    }

    /** 0 … n − 1: of equals the first goes first. */
    public static int[] inOrder(int n) {
        int[] ranks = new int[n];
        Arrays.setAll(ranks, i -> i);
        return ranks;
    }
}
