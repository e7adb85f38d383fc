package dev.vectide.indexer.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import dev.vectide.indexer.json.Part;
import java.util.Optional;
import java.util.Set;

/**
 * A filter together with what it was read from, so that it can be handed on.
 *
 * @param json what {@link FilterReader} reads as this filter
 */
public record WrittenFilter(JsonNode json, Filter filter) implements Filter {
    @Override
    public boolean matches(Subject subject) {
        return filter.matches(subject);
    }

    /** What {@link FilterReader} reads as {@code filter}; empty for {@link Filter#ALL}. */
    @SuppressWarnings("ReferenceEquality") // ALL is one object.
    public static Optional<JsonNode> json(Filter filter) {
        if (filter == Filter.ALL) {
            return Optional.empty();
        }
        if (filter instanceof WrittenFilter written) {
            return Optional.of(written.json);
        }
        throw new IllegalArgumentException("a filter that was not read from JSON cannot be handed on");
    }

    /** The documents that both have. */
    public static Filter both(Filter a, Filter b) {
        Optional<JsonNode> first = json(a);
        Optional<JsonNode> second = json(b);
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() ? b : a;
        }
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.putArray("must").add(first.get()).add(second.get());
        return FilterReader.read(new Part("filter", json));
    }

    /** The documents of {@code filter} but those with one of {@code ids}. */
    public static Filter without(Filter filter, Set<String> ids) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json(filter).ifPresent(inner -> json.putArray("must").add(inner));
        ObjectNode not = json.putObject("must_not");
        ids.forEach(not.putArray("has_id")::add);
        return FilterReader.read(new Part("filter", json));
    }
}
