package dev.vectide.monitor.nearest;

import dev.vectide.monitor.stats.Sample;
import java.util.ArrayList;
import java.util.List;

/** Sample items of given vectors, {@code doc-0}, {@code doc-1}, … in that order, and the search among them. */
public final class Items {
    private Items() {}

    public static List<Sample.Item> of(List<float[]> units) {
        List<Sample.Item> items = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            items.add(new Sample.Item(i, "doc-" + i, 0, i, units.get(i), "text " + i));
        }
        return items;
    }

    public static Knn.Found nearest(Knn knn, float[] unit, String document, int k) {
        return knn.nearest(List.of(new Knn.Query(unit, document)), k).get(0);
    }
}
