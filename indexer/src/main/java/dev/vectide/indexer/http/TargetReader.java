package dev.vectide.indexer.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.space.Space;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.filter.PointIds;
import dev.vectide.indexer.json.Part;
import java.util.List;

/**
 * Reads {@code query}: an example, which is a vector, a point's id or {@code {"text": ..., "model"?}}, here also with {@code
 * "mode"}; {@code {"nearest": example}}; or {@code {"recommend": {"positive": [example, ...], "negative"?, "strategy"?}}}.
 *
 * @param space of the vectors that are searched
 */
record TargetReader(Space space) {
    private static final List<String> DOCUMENT = List.of("text", "model");
    private static final List<String> SEARCHED = List.of("text", "model", ModeReader.FIELD);
    private static final List<String> KINDS = List.of("nearest", "recommend", "text", "model", ModeReader.FIELD);
    private static final List<String> UNSUPPORTED = List.of(
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
            return near(query);
        }
        query.object(KINDS, UNSUPPORTED);
        if (query.field("nearest").isPresent()) {
            return nearest(query.object(List.of("nearest"), UNSUPPORTED).required("nearest"));
        }
        if (query.field("recommend").isPresent()) {
            return recommend(query.object(List.of("recommend"), UNSUPPORTED).required("recommend"));
        }
        return ModeReader.read(query, text(query));
    }

    private Target nearest(Part part) {
        return part.node().isObject()
                ? ModeReader.read(part, text(part.object(SEARCHED, UNSUPPORTED)))
                : near(part);
    }

    private Target near(Part example) {
        return new Target.Near(List.of(example(example)), List.of());
    }

    private Target recommend(Part recommend) {
        recommend.object(List.of("positive", "negative", "strategy"), List.of());
        recommend.field("strategy").ifPresent(TargetReader::checkStrategy);
        Part positive = recommend.required("positive");
        List<Example> wanted = examples(positive);
        if (wanted.isEmpty()) {
            throw positive.refused("expected at least one example");
        }
        return new Target.Near(wanted, recommend.field("negative").map(this::examples).orElse(List.of()));
    }

    private static void checkStrategy(Part strategy) {
        if (!strategy.text().equals("average_vector")) {
            throw strategy.refused("unsupported: " + strategy.shown() + ", expected average_vector");
        }
    }

    private List<Example> examples(Part examples) {
        if (examples.node().size() > Limits.EXAMPLES) {
            throw examples.refused(
                    examples.node().size() + " examples, at most " + Limits.EXAMPLES + " are allowed");
        }
        return examples.items().stream().map(this::example).toList();
    }

    private Example example(Part part) {
        if (part.node().isObject()) {
            return text(part.object(DOCUMENT, UNSUPPORTED));
        }
        return part.node().isArray() ? new Example.Vector(vector(part)) : new Example.Point(PointIds.read(part));
    }

    private Example text(Part document) {
        Part text = document.required("text");
        if (text.text().isBlank()) {
            throw text.refused("empty");
        }
        document.field("model").ifPresent(this::checkModel);
        return new Example.Text(text.text());
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
