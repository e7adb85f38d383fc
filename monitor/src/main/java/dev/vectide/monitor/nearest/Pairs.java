package dev.vectide.monitor.nearest;

import java.util.List;

/**
 * What all pairs of n unit vectors say, by their inner products.
 *
 * <ul>
 *   <li>uniformity: ln of the mean of e^(−2‖x − y‖²) over all pairs of different vectors (Wang and Isola 2020, t = 2)
 *   <li>hubness (Radovanović et al. 2010): N_k of a vector is among the k nearest of how many others it is; the skewness of
 *       N_k, its largest value, and the share of vectors with N_k = 0
 * </ul>
 *
 * <p>All but the uniformity depend on n: compare them at equal n only.
 *
 * @param largest N_k over n
 * @param orphans share of the vectors that are nobody's neighbour
 */
public record Pairs(int n, double uniformity, double skewness, double largest, double orphans) {
    private static final int BATCH = 32;

    /** Of more than {@code k} vectors of one dimension. */
    public static Pairs of(List<float[]> units, int k) {
        return of(units, k, PanelKernel.best());
    }

    static Pairs of(List<float[]> units, int k, PanelKernel kernel) {
        int n = units.size();
        if (n <= k) {
            throw new IllegalArgumentException(n + " vectors have no " + k + " neighbours each");
        }
        float[][] panels = panels(units);
        int[] occurrences = new int[n];
        double sum = 0;
        float[][] products = new float[BATCH][PanelKernel.ROWS];
        for (int from = 0; from < n; from += BATCH) {
            float[][] batch = units.subList(from, Math.min(from + BATCH, n)).toArray(float[][]::new);
            Nearest[] nearest = new Nearest[batch.length];
            for (int i = 0; i < batch.length; i++) {
                nearest[i] = new Nearest(k);
            }
            for (int p = 0; p < panels.length; p++) {
                kernel.multiply(panels[p], batch, batch.length, products);
                int rows = Math.min(PanelKernel.ROWS, n - p * PanelKernel.ROWS);
                for (int i = 0; i < batch.length; i++) {
                    sum += take(products[i], rows, p * PanelKernel.ROWS, from + i, nearest[i]);
                }
            }
            for (Nearest one : nearest) {
                one.indices().forEach(index -> occurrences[index]++);
            }
        }
        return described(occurrences, k, Math.log(sum / ((double) n * (n - 1))));
    }

    private static double take(float[] products, int rows, int first, int self, Nearest nearest) {
        double sum = 0;
        for (int r = 0; r < rows; r++) {
            if (first + r != self) {
                // ‖x − y‖² = 2 − 2x·y
                sum += Math.exp(4.0 * products[r] - 4);
                if (nearest.wants(products[r])) {
                    nearest.offer(products[r], first + r);
                }
            }
        }
        return sum;
    }

    private static float[][] panels(List<float[]> units) {
        int d = units.get(0).length;
        float[][] panels = new float[(units.size() + PanelKernel.ROWS - 1) / PanelKernel.ROWS][d * PanelKernel.ROWS];
        for (int i = 0; i < units.size(); i++) {
            float[] panel = panels[i / PanelKernel.ROWS];
            for (int j = 0; j < d; j++) {
                panel[j * PanelKernel.ROWS + i % PanelKernel.ROWS] = units.get(i)[j];
            }
        }
        return panels;
    }

    /** The mean of N_k is k whatever the vectors. */
    private static Pairs described(int[] occurrences, int k, double uniformity) {
        int n = occurrences.length;
        double second = 0;
        double third = 0;
        int largest = 0;
        int orphans = 0;
        for (int count : occurrences) {
            double off = (double) count - k;
            second += off * off / n;
            third += off * off * off / n;
            largest = Math.max(largest, count);
            orphans += count == 0 ? 1 : 0;
        }
        double skewness = second > 0 ? third / Math.pow(second, 1.5) : 0;
        return new Pairs(n, uniformity, skewness, (double) largest / n, (double) orphans / n);
    }
}
