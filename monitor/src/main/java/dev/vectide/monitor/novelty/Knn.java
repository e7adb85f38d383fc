package dev.vectide.monitor.novelty;

import dev.vectide.core.report.Neighbour;
import dev.vectide.monitor.stats.Sample;
import java.util.ArrayList;
import java.util.List;

/**
 * Exact nearest neighbours in a fixed set of vectors, centred: the set's mean is subtracted from every vector, the set's
 * and the query's, and what is left is brought to norm 1 (a vector equal to the mean stays 0). Similarity is the cosine of
 * the centred vectors, summed in single precision from the first dimension to the last; equal similarities are ranked by
 * their place in the set.
 *
 * <p>Vectors lie in panels of {@value #PANEL}, dimension by dimension, so that the inner loop runs over neighbouring
 * floats and the compiler vectorises it. Immutable, so safe to share between threads.
 */
final class Knn {
    private static final int PANEL = 256;

    /** A query's neighbours, nearest first; {@code distance} is the mean of 1 − similarity. */
    record Found(double distance, List<Neighbour> neighbours) {}

    private final List<Sample.Item> items;
    private final double[] mean;
    private final float[][] panels;

    Knn(List<Sample.Item> items) {
        this.items = List.copyOf(items);
        int d = items.get(0).unit().length;
        this.mean = new double[d];
        for (Sample.Item item : items) {
            for (int j = 0; j < d; j++) {
                mean[j] += item.unit()[j];
            }
        }
        for (int j = 0; j < d; j++) {
            mean[j] /= items.size();
        }
        this.panels = new float[(items.size() + PANEL - 1) / PANEL][d * PANEL];
        for (int i = 0; i < items.size(); i++) {
            float[] centred = centred(items.get(i).unit());
            for (int j = 0; j < d; j++) {
                panels[i / PANEL][j * PANEL + i % PANEL] = centred[j];
            }
        }
    }

    int size() {
        return items.size();
    }

    int dimension() {
        return mean.length;
    }

    private float[] centred(float[] unit) {
        double norm = 0;
        for (int j = 0; j < mean.length; j++) {
            double x = unit[j] - mean[j];
            norm += x * x;
        }
        double length = norm > 0 ? Math.sqrt(norm) : 1;
        float[] centred = new float[mean.length];
        for (int j = 0; j < mean.length; j++) {
            centred[j] = (float) ((unit[j] - mean[j]) / length);
        }
        return centred;
    }

    /** The {@code k} nearest to a vector of norm 1, versions of {@code document} itself left out. */
    Found nearest(float[] unit, String document, int k) {
        float[] query = centred(unit);
        float[] similarity = new float[k];
        int[] index = new int[k];
        int found = 0;
        float[] products = new float[PANEL];
        for (int p = 0; p < panels.length; p++) {
            multiply(panels[p], query, products);
            int rows = Math.min(PANEL, items.size() - p * PANEL);
            for (int r = 0; r < rows; r++) {
                if (found == k && products[r] <= similarity[k - 1]) {
                    continue;
                }
                if (!items.get(p * PANEL + r).document().equals(document)) {
                    found = insert(similarity, index, found, products[r], p * PANEL + r);
                }
            }
        }
        return describe(similarity, index, found);
    }

    private static void multiply(float[] panel, float[] query, float[] products) {
        java.util.Arrays.fill(products, 0);
        for (int j = 0; j < query.length; j++) {
            float q = query[j];
            int row = j * PANEL;
            for (int r = 0; r < PANEL; r++) {
                products[r] += q * panel[row + r];
            }
        }
    }

    private static int insert(float[] similarity, int[] index, int found, float value, int at) {
        int place = Math.min(found, similarity.length - 1);
        while (place > 0 && value > similarity[place - 1]) {
            similarity[place] = similarity[place - 1];
            index[place] = index[place - 1];
            place--;
        }
        similarity[place] = value;
        index[place] = at;
        return Math.min(found + 1, similarity.length);
    }

    private Found describe(float[] similarity, int[] index, int found) {
        List<Neighbour> neighbours = new ArrayList<>(found);
        double distance = 0;
        for (int i = 0; i < found; i++) {
            Sample.Item item = items.get(index[i]);
            neighbours.add(new Neighbour(item.document(), similarity[i], item.text()));
            distance += 1 - (double) similarity[i];
        }
        return new Found(found == 0 ? 1 : distance / found, neighbours);
    }
}
