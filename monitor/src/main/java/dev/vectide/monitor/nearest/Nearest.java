package dev.vectide.monitor.nearest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The nearest found so far of one query, nearest first; of equal similarities the one offered first. */
final class Nearest {
    private final float[] similarity;
    private final int[] index;
    private int found;

    Nearest(int k) {
        similarity = new float[k];
        index = new int[k];
    }

    /** Whether a similarity would get in. */
    boolean wants(float value) {
        return found < similarity.length || value > similarity[found - 1];
    }

    /** What a similarity must exceed to get in. */
    float bound() {
        return found < similarity.length ? Float.NEGATIVE_INFINITY : similarity[found - 1];
    }

    void offer(float value, int at) {
        int place = Math.min(found, similarity.length - 1);
        while (place > 0 && value > similarity[place - 1]) {
            similarity[place] = similarity[place - 1];
            index[place] = index[place - 1];
            place--;
        }
        similarity[place] = value;
        index[place] = at;
        found = Math.min(found + 1, similarity.length);
    }

    IntStream indices() {
        return Arrays.stream(index, 0, found);
    }

    /** Nearest first. */
    List<Knn.Place> places() {
        List<Knn.Place> places = new ArrayList<>(found);
        for (int i = 0; i < found; i++) {
            places.add(new Knn.Place(index[i], similarity[i]));
        }
        return places;
    }
}
