package dev.vectide.indexer.filter;

import dev.vectide.indexer.json.Part;

/** Ids of points in requests: texts, or whole numbers, which stand for their decimal digits. */
public final class PointIds {
    private PointIds() {}

    public static String read(Part part) {
        if (part.node().isTextual() && !part.node().asText().isEmpty()) {
            return part.node().asText();
        }
        if (part.node().isIntegralNumber()) {
            return part.node().asText();
        }
        throw part.refused("expected a point id, a text or a whole number, not " + part.shown());
    }
}
