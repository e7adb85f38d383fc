package dev.vectide.monitor.nearest;

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
 * <p>The set lies in the panels of a {@link PanelKernel}; queries pass them in batches, so that a panel is read from memory
 * once for all of them. A query's answer does not depend on its batch. Immutable, so safe to share between threads.
 */
public final class Knn {
    private static final int BATCH = 64;

    /** A vector of norm 1 whose neighbours are wanted, versions of {@code document} itself left out. */
    public record Query(float[] unit, String document) {}

    /** A query's neighbours, nearest first; {@code distance} is the mean of 1 − similarity. */
    public record Found(double distance, List<Neighbour> neighbours) {}

    /** Of a neighbour: its place in the set, and its similarity. */
    public record Place(int index, float similarity) {}

    private final List<Sample.Item> items;
    private final PanelKernel kernel;
    private final double[] mean;
    private final float[][] panels;

    public Knn(List<Sample.Item> items) {
        this(items, PanelKernel.best());
    }

    Knn(List<Sample.Item> items, PanelKernel kernel) {
        this.items = List.copyOf(items);
        this.kernel = kernel;
        this.mean = mean(items);
        int d = mean.length;
        this.panels = new float[(items.size() + PanelKernel.ROWS - 1) / PanelKernel.ROWS][d * PanelKernel.ROWS];
        for (int i = 0; i < items.size(); i++) {
            float[] centred = centred(items.get(i).unit());
            float[] panel = panels[i / PanelKernel.ROWS];
            for (int j = 0; j < d; j++) {
                panel[j * PanelKernel.ROWS + i % PanelKernel.ROWS] = centred[j];
            }
        }
    }

    private static double[] mean(List<Sample.Item> items) {
        double[] mean = new double[items.get(0).unit().length];
        for (Sample.Item item : items) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += item.unit()[j];
            }
        }
        for (int j = 0; j < mean.length; j++) {
            mean[j] /= items.size();
        }
        return mean;
    }

    public int size() {
        return items.size();
    }

    public int dimension() {
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

    /** The {@code k} nearest to each query, in the order of the queries. */
    public List<Found> nearest(List<Query> queries, int k) {
        return places(queries, k).stream().map(this::found).toList();
    }

    /** What {@link #places} has found, in words; it may have been another set of the same vectors that was asked. */
    public Found found(List<Place> places) {
        List<Neighbour> neighbours = new ArrayList<>(places.size());
        double distance = 0;
        for (Place place : places) {
            Sample.Item item = items.get(place.index);
            neighbours.add(new Neighbour(item.document(), place.similarity, item.text()));
            distance += 1 - (double) place.similarity;
        }
        return new Found(places.isEmpty() ? 1 : distance / places.size(), neighbours);
    }

    /** The places of the {@code k} nearest to each query, in the order of the queries. */
    public List<List<Place>> places(List<Query> queries, int k) {
        List<List<Place>> found = new ArrayList<>(queries.size());
        for (int from = 0; from < queries.size(); from += BATCH) {
            batch(queries.subList(from, Math.min(from + BATCH, queries.size())), k, found);
        }
        return found;
    }

    private void batch(List<Query> queries, int k, List<List<Place>> found) {
        int count = queries.size();
        float[][] centred = new float[count][];
        float[][] products = new float[count][PanelKernel.ROWS];
        Nearest[] nearest = new Nearest[count];
        for (int i = 0; i < count; i++) {
            centred[i] = centred(queries.get(i).unit);
            nearest[i] = new Nearest(k);
        }
        for (int p = 0; p < panels.length; p++) {
            kernel.multiply(panels[p], centred, count, products);
            for (int i = 0; i < count; i++) {
                // Mostly none gets in: then the products need not be looked at one by one.
                if (kernel.largest(products[i]) > nearest[i].bound()) {
                    collect(products[i], p * PanelKernel.ROWS, queries.get(i).document, nearest[i]);
                }
            }
        }
        for (Nearest one : nearest) {
            found.add(one.places());
        }
    }

    private void collect(float[] products, int first, String document, Nearest nearest) {
        int rows = Math.min(PanelKernel.ROWS, items.size() - first);
        float bound = nearest.bound();
        for (int r = 0; r < rows; r++) {
            if (products[r] > bound && !items.get(first + r).document().equals(document)) {
                nearest.offer(products[r], first + r);
                bound = nearest.bound();
            }
        }
    }
}
