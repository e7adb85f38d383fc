package dev.vectide.indexer.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.space.Space;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.filter.PointIds;
import dev.vectide.indexer.json.Part;
import java.util.List;

/**
 * Reads {@code query}: a vector, a point's id, {@code {"text": ..., "model"?}}, or {@code {"nearest": one of these}}.
 *
 * @param space of the vectors that are searched
 */
record TargetReader(Space space) {
    private static final List<String> KINDS = List.of("nearest", "text", "model");
    private static final List<String> DOCUMENT = List.of("text", "model");
    private static final List<String> UNSUPPORTED = List.of(
            "recommend",
            "discover",
            "context",
            "order_by",
            "fusion",
            "rrf",
            "formula",
            "sample",
            "relevance_feedback",
            "mmr",
            "image",
            "object",
            "options",
            "indices",
            "values");

    Target read(Part query) {
        if (!query.node().isObject()) {
            return plain(query);
        }
        query.object(KINDS, UNSUPPORTED);
        if (query.field("nearest").isPresent()) {
            return nearest(query.object(List.of("nearest"), UNSUPPORTED).required("nearest"));
        }
        return text(query);
    }

    private Target nearest(Part nearest) {
        return nearest.node().isObject() ? text(nearest.object(DOCUMENT, UNSUPPORTED)) : plain(nearest);
    }

    private Target plain(Part part) {
        return part.node().isArray() ? new Target.Vector(vector(part)) : new Target.Point(PointIds.read(part));
    }

    private Target text(Part document) {
        Part text = document.required("text");
        if (text.text().isBlank()) {
            throw text.refused("empty");
        }
        document.field("model").ifPresent(this::checkModel);
        return new Target.Text(text.text());
    }

    private void checkModel(Part model) {
        if (!model.text().equals(space.name()) && !model.text().equals(space.qualifiedName())) {
            throw model.refused(model.shown() + ", expected the space of this collection, " + space.name() + " or "
                    + space.qualifiedName());
        }
    }

    /** A vector of the space's dimension that has a direction. */
    FloatVector vector(Part part) {
        JsonNode array = part.node();
        if (!array.isArray() || array.path(0).isArray()) {
            throw part.refused("unsupported: expected one array of numbers");
        }
        if (array.size() != space.dimension()) {
            throw part.refused("a vector of dimension " + array.size() + ", expected " + space.dimension() + " (space "
                    + space.name() + ")");
        }
        FloatVector vector = FloatVector.owning(part.singles());
        if (vector.norm() == 0) {
            throw part.refused("a zero vector has no direction, expected another value than 0");
        }
        return vector;
    }
}
