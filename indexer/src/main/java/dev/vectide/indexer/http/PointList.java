package dev.vectide.indexer.http;

import dev.vectide.indexer.filter.PointIds;
import dev.vectide.indexer.json.Part;
import java.util.List;

/** An array of point ids. */
final class PointList {
    private PointList() {}

    static List<String> read(Part ids) {
        if (ids.node().size() > Limits.POINTS) {
            throw ids.refused(ids.node().size() + " ids, at most " + Limits.POINTS + " are allowed");
        }
        return ids.items().stream().map(PointIds::read).toList();
    }
}
