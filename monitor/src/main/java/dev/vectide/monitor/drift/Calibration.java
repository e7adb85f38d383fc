package dev.vectide.monitor.drift;

import dev.vectide.monitor.stats.StateBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What each statistic does while nothing changes, learnt by the bootstrap: with the reference as the population, {@value
 * #REFERENCES} references are drawn from it anew, and {@value #PANES} panes, each compared with all of these. A pane's
 * conformal p-value against one of them is (1 + #{calibration ≥ s})/(n₀ + 1).
 *
 * <p>One reference is itself a draw, and against an unlucky one every pane looks a little further away than it is, over and
 * over. So the p-value is that against the references which are unluckier than {@value #LUCKIER} of the others: at each rank
 * that quantile, over references, of the value there.
 *
 * <p>Only some ranks are kept, each at most 2 % above the one before; a value between two of them counts as the upper rank.
 */
final class Calibration {
    static final int PANES = 40_000;
    static final int REFERENCES = 10;
    private static final double LUCKIER = 0.8;
    private static final long SEED = 0x6472696674L;
    private static final double[] KAPPA = {.1, .3, .5, .7};
    private static final double STEP = 1.02;
    /** Panes are put together from so many blocks, which are drawn vector by vector. */
    private static final int BLOCKS = 10;
    private static final int POOL = 400;
    private static final int PANES_A_POOL = 2000;

    /** Of how many panes. */
    private final int panes;
    /** Ranks kept, from 1, ascending. */
    private final long[] ranks;
    /** By detector, the value of each rank: descending. */
    private final double[][] values;

    private Calibration(int panes, long[] ranks, double[][] values) {
        this.panes = panes;
        this.ranks = ranks;
        this.values = values;
    }

    /** @param drawn by reference and detector, a value a pane, in any order; sorted here */
    static Calibration of(double[][][] drawn) {
        int panes = drawn[0][0].length;
        long[] ranks = ranks(panes);
        double[][] values = new double[drawn[0].length][ranks.length];
        double[] across = new double[drawn.length];
        for (int k = 0; k < values.length; k++) {
            for (double[][] one : drawn) {
                Arrays.sort(one[k]);
            }
            for (int i = 0; i < ranks.length; i++) {
                for (int r = 0; r < across.length; r++) {
                    across[r] = drawn[r][k][panes - (int) ranks[i]];
                }
                Arrays.sort(across);
                values[k][i] = across[(int) Math.ceil(LUCKIER * across.length) - 1];
            }
        }
        return new Calibration(panes, ranks, values);
    }

    /** Draws panes of {@code window} vectors, or up to nine less, and references, seeded. */
    static Calibration of(List<float[]> units, List<Mark> marks, int clusters, int window) {
        Rng rng = new Rng(SEED);
        Draw draw = new Draw(units, marks, clusters, rng);
        List<Summary> references = new ArrayList<>();
        for (int r = 0; r < REFERENCES; r++) {
            references.add(draw.sample(units.size()));
        }
        double[][][] drawn = new double[REFERENCES][Detectors.COUNT][PANES];
        int blocks = window < 10 * BLOCKS ? 1 : BLOCKS;
        List<Summary> pool = List.of();
        for (int pane = 0; pane < PANES; pane++) {
            if (blocks > 1 && pane % PANES_A_POOL == 0) {
                pool = draw.pool(window / blocks);
            }
            Summary one = blocks == 1 ? draw.sample(window) : draw.pane(pool, blocks);
            for (int r = 0; r < REFERENCES; r++) {
                Detectors detectors = Detectors.between(one, references.get(r));
                for (int k = 0; k < Detectors.COUNT; k++) {
                    drawn[r][k][pane] = detectors.get(k);
                }
            }
        }
        return of(drawn);
    }

    private record Draw(List<float[]> units, List<Mark> marks, int clusters, Rng rng) {
        Summary sample(int size) {
            Summary sample = empty();
            for (int i = 0; i < size; i++) {
                int chosen = rng.below(units.size());
                sample.add(units.get(chosen), marks.get(chosen));
            }
            return sample;
        }

        List<Summary> pool(int size) {
            List<Summary> pool = new ArrayList<>(POOL);
            for (int i = 0; i < POOL; i++) {
                pool.add(sample(size));
            }
            return pool;
        }

        Summary pane(List<Summary> pool, int blocks) {
            Summary pane = empty();
            for (int i = 0; i < blocks; i++) {
                pane.merge(pool.get(rng.below(pool.size())));
            }
            return pane;
        }

        private Summary empty() {
            return new Summary(units.get(0).length, clusters);
        }
    }

    private static long[] ranks(int panes) {
        List<Long> ranks = new ArrayList<>();
        for (long rank = 1; rank <= panes; rank = Math.max(rank + 1, (long) (rank * STEP))) {
            ranks.add(rank);
        }
        return ranks.stream().mapToLong(rank -> rank).toArray();
    }

    /** The first rank whose value is below: all before it are no less. */
    double pValue(int detector, double statistic) {
        double[] calibration = values[detector];
        int low = 0;
        int high = calibration.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (calibration[middle] < statistic) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == calibration.length ? 1 : (double) ranks[low] / (panes + 1);
    }

    /** Mean of κp^(κ−1) over κ = .1, .3, .5, .7 (Vovk and Wang 2021): mean at most 1 for a valid p. */
    static double eValue(double p) {
        double sum = 0;
        for (double kappa : KAPPA) {
            sum += kappa * Math.pow(p, kappa - 1);
        }
        return sum / KAPPA.length;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(panes);
        StateBytes.writeLongs(ranks, out);
        for (double[] one : values) {
            StateBytes.writeDoubles(one, out);
        }
    }

    static Calibration read(DataInput in) throws IOException {
        int panes = in.readInt();
        long[] ranks = StateBytes.readLongs(in);
        double[][] values = new double[Detectors.COUNT][];
        for (int k = 0; k < values.length; k++) {
            values[k] = StateBytes.readDoubles(in);
        }
        return new Calibration(panes, ranks, values);
    }
}
