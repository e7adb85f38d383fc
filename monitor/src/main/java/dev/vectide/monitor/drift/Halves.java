package dev.vectide.monitor.drift;

import dev.vectide.monitor.nearest.Knn;
import dev.vectide.monitor.stats.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The reference cut in two, so that all of it is held out once: a vector of the reference is measured against the half that
 * it is not in, a new one against the half that its hash chooses. So both are measured against as many vectors that they
 * are not among, and while nothing changes their distances (mean of {@value #NEIGHBOURS}, centred) are distributed alike.
 *
 * <p>Immutable.
 */
final class Halves {
    private static final int NEIGHBOURS = 5;
    /** Of the reference's own distances. Further in the tail a rate is known less well, further in outsiders stand out less. */
    private static final double FAR = 0.98;

    private final Knn[] halves;

    /** @param items in the sample's order, which is random with regard to content */
    Halves(List<Sample.Item> items) {
        List<Sample.Item> even = new ArrayList<>();
        List<Sample.Item> odd = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            (i % 2 == 0 ? even : odd).add(items.get(i));
        }
        halves = new Knn[] {new Knn(even), new Knn(odd)};
    }

    /** Distances of the reference's own vectors, in its order. */
    double[] own(List<Sample.Item> items) {
        int[] half = new int[items.size()];
        Arrays.setAll(half, i -> 1 - i % 2);
        return distances(items, half);
    }

    /** Distances of new vectors. */
    double[] of(List<Sample.Item> items) {
        int[] half = new int[items.size()];
        Arrays.setAll(half, i -> (int) (items.get(i).hash() & 1));
        return distances(items, half);
    }

    /** The distance above which a vector is far. */
    static double threshold(double[] own) {
        double[] sorted = own.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(FAR * sorted.length) - 1];
    }

    private double[] distances(List<Sample.Item> items, int[] half) {
        double[] distances = new double[items.size()];
        for (int h = 0; h < halves.length; h++) {
            List<Knn.Query> queries = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < half.length; i++) {
                if (half[i] == h) {
                    queries.add(new Knn.Query(items.get(i).unit(), items.get(i).document()));
                    places.add(i);
                }
            }
            List<Knn.Found> found = halves[h].nearest(queries, NEIGHBOURS);
            for (int i = 0; i < found.size(); i++) {
                distances[places.get(i)] = found.get(i).distance();
            }
        }
        return distances;
    }
}
