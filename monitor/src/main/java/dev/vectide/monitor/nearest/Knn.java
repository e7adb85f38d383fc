package dev.vectide.monitor.nearest;

import dev.vectide.core.report.Neighbour;
import dev.vectide.monitor.stats.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    private static final int[] NOWHERE = {};

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
    /** By document, where its versions are. */
    private final Map<String, int[]> places;

    public Knn(List<Sample.Item> items) {
        this(items, PanelKernel.best());
    }

    Knn(List<Sample.Item> items, PanelKernel kernel) {
        this.items = List.copyOf(items);
        this.kernel = kernel;
        this.mean = mean(items);
        this.places = places(items);
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

    private static Map<String, int[]> places(List<Sample.Item> items) {
        Map<String, int[]> places = new HashMap<>(2 * items.size());
        for (int i = 0; i < items.size(); i++) {
            int[] known = places.getOrDefault(items.get(i).document(), NOWHERE);
            int[] more = Arrays.copyOf(known, known.length + 1);
            more[known.length] = i;
            places.put(items.get(i).document(), more);
        }
        return places;
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
        int[][] own = new int[count][];
        for (int i = 0; i < count; i++) {
            centred[i] = centred(queries.get(i).unit);
            nearest[i] = new Nearest(k);
            own[i] = places.getOrDefault(queries.get(i).document, NOWHERE);
        }
        for (int p = 0; p < panels.length; p++) {
            kernel.multiply(panels[p], centred, count, products);
            for (int i = 0; i < count; i++) {
                long greater = kernel.greater(products[i], nearest[i].bound());
                if (greater != 0) {
                    collect(products[i], greater, p * PanelKernel.ROWS, own[i], nearest[i]);
                }
            }
        }
        for (Nearest one : nearest) {
            found.add(one.places());
        }
    }

    /** The last panel is filled up with rows that are none. */
    private void collect(float[] products, long greater, int first, int[] own, Nearest nearest) {
        for (long left = greater; left != 0; left &= left - 1) {
            int r = Long.numberOfTrailingZeros(left);
            int place = first + r;
            if (products[r] > nearest.bound() && place < items.size() && !isAmong(own, place)) {
                nearest.offer(products[r], place);
            }
        }
    }

    private static boolean isAmong(int[] own, int place) {
        for (int one : own) {
            if (one == place) {
                return true;
            }
        }
        return false;
    }
}
