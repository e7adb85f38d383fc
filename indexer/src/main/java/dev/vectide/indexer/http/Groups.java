package dev.vectide.indexer.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import dev.vectide.indexer.filter.Payload;
import dev.vectide.indexer.filter.Values;
import dev.vectide.indexer.search.Hit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Hits in groups by the value of one key, the group with the best hit first. A document is in a group for each of its
 * values that is a text or a number; without one, in none.
 *
 * @param key of the payload
 * @param limit at most so many groups
 * @param size at most so many hits in each
 */
record Groups(String key, int limit, int size) {
    /** Groups from the best hits, looking further until they are full, at the most at {@link Limits#POINTS} hits. */
    Map<JsonNode, List<Hit>> of(IntFunction<List<Hit>> best) {
        int count = Math.min(Limits.POINTS, 2 * limit * size);
        while (true) {
            List<Hit> hits = best.apply(count);
            Map<JsonNode, List<Hit>> groups = gather(hits);
            if (hits.size() < count || count == Limits.POINTS || isFull(groups)) {
                return groups;
            }
            count = Math.min(Limits.POINTS, 4 * count);
        }
    }

    static ObjectNode json(Map<JsonNode, List<Hit>> groups, Selection selection) {
        ObjectNode result = Json.MAPPER.createObjectNode();
        ArrayNode all = result.putArray("groups");
        groups.forEach((id, hits) -> {
            ObjectNode group = all.addObject();
            group.set("id", id);
            group.set("hits", PointJson.hits(hits, selection));
        });
        return result;
    }

    private Map<JsonNode, List<Hit>> gather(List<Hit> hits) {
        Map<JsonNode, List<Hit>> groups = new LinkedHashMap<>();
        for (Hit hit : hits) {
            for (JsonNode value : values(new Payload(hit.document()).value(key))) {
                if (groups.size() < limit || groups.containsKey(value)) {
                    List<Hit> group = groups.computeIfAbsent(value, id -> new ArrayList<>());
                    if (group.size() < size) {
                        group.add(hit);
                    }
                }
            }
        }
        return groups;
    }

    private boolean isFull(Map<JsonNode, List<Hit>> groups) {
        return groups.size() == limit && groups.values().stream().allMatch(group -> group.size() == size);
    }

    private static List<JsonNode> values(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().distinct().map(Groups::node).toList();
        }
        return value instanceof String || value instanceof Number ? List.of(node(value)) : List.of();
    }

    private static JsonNode node(Object value) {
        return Json.MAPPER.valueToTree(Values.canonical(value));
    }
}
