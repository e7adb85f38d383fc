package dev.vectide.indexer.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Qdrant's filters mean, read off their JSON and the payload's JSON anew for each document: slow, and sharing nothing
 * with what it is to judge. It knows the times of a table and no others.
 */
final class NaiveFilter {
    private final Map<String, Instant> times;
    /** How often a kind of condition did not hold and held. */
    final Map<String, int[]> outcomes = new TreeMap<>();

    NaiveFilter(Map<String, Instant> times) {
        this.times = times;
    }

    boolean holds(JsonNode filter, String id, JsonNode payload) {
        boolean must = true;
        for (JsonNode condition : filter.path("must")) {
            must &= condition(condition, id, payload);
        }
        boolean should = filter.path("should").isEmpty();
        for (JsonNode condition : filter.path("should")) {
            should |= condition(condition, id, payload);
        }
        boolean mustNot = false;
        for (JsonNode condition : filter.path("must_not")) {
            mustNot |= condition(condition, id, payload);
        }
        return must && should && !mustNot;
    }

    private boolean condition(JsonNode condition, String id, JsonNode payload) {
        String first = condition.fieldNames().hasNext() ? condition.fieldNames().next() : "";
        return switch (first) {
            case "key" -> key(condition, payload.path(condition.get("key").asText()));
            case "is_empty" -> noted(first, isEmpty(payload.path(condition.at("/is_empty/key").asText())));
            case "is_null" -> payload.path(condition.at("/is_null/key").asText()).isNull();
            case "has_id" -> noted(first, hasId(condition.get("has_id"), id));
            default -> holds(condition, id, payload);
        };
    }

    private boolean key(JsonNode condition, JsonNode value) {
        List<JsonNode> values = new ArrayList<>();
        (value.isArray() ? value : List.of(value)).forEach(values::add);
        values.removeIf(JsonNode::isMissingNode);
        if (condition.has("range")) {
            JsonNode range = condition.get("range");
            boolean time = range.elements().hasNext() && range.elements().next().isTextual();
            return noted(
                    time ? "range of times" : "range",
                    values.stream().anyMatch(one -> time ? timeInRange(range, one) : numberInRange(range, one)));
        }
        JsonNode match = condition.get("match");
        String kind = match.fieldNames().next();
        JsonNode wanted = match.get(kind);
        return noted("match " + kind, values.stream().anyMatch(one -> switch (kind) {
            case "value" -> equal(wanted, one);
            case "any" -> contains(wanted, one);
            case "except" -> !contains(wanted, one);
            default -> one.isTextual() && containsText(one.asText(), wanted.asText());
        }));
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isMissingNode() || value.isArray() && value.isEmpty();
    }

    private static boolean hasId(JsonNode ids, String id) {
        boolean found = false;
        for (JsonNode one : ids) {
            found |= one.asText().equals(id);
        }
        return found;
    }

    private static boolean contains(JsonNode wanted, JsonNode value) {
        boolean found = false;
        for (JsonNode one : wanted) {
            found |= equal(one, value);
        }
        return found;
    }

    private static boolean equal(JsonNode wanted, JsonNode value) {
        return wanted.isNumber() && value.isNumber()
                ? exact(wanted).compareTo(exact(value)) == 0
                : wanted.getNodeType() == value.getNodeType() && wanted.asText().equals(value.asText());
    }

    private static boolean containsText(String text, String part) {
        for (int i = 0; i + part.length() <= text.length(); i++) {
            if (text.regionMatches(true, i, part, 0, part.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean numberInRange(JsonNode range, JsonNode value) {
        if (!value.isNumber()) {
            return false;
        }
        boolean in = true;
        for (Map.Entry<String, JsonNode> bound : range.properties()) {
            in &= within(bound.getKey(), exact(value).compareTo(exact(bound.getValue())));
        }
        return in;
    }

    private boolean timeInRange(JsonNode range, JsonNode value) {
        if (!value.isTextual() || !times.containsKey(value.asText())) {
            return false;
        }
        boolean in = true;
        for (Map.Entry<String, JsonNode> bound : range.properties()) {
            Instant time = times.get(bound.getValue().asText());
            in &= within(bound.getKey(), times.get(value.asText()).compareTo(time));
        }
        return in;
    }

    private static boolean within(String bound, int compared) {
        return switch (bound) {
            case "gt" -> compared > 0;
            case "gte" -> compared >= 0;
            case "lt" -> compared < 0;
            default -> compared <= 0;
        };
    }

    /** Not as a double's shortest decimals, but as what it stands for. */
    private static BigDecimal exact(JsonNode number) {
        return number.isIntegralNumber() ? new BigDecimal(number.bigIntegerValue()) : new BigDecimal(number.doubleValue());
    }

    private boolean noted(String kind, boolean holds) {
        outcomes.computeIfAbsent(kind, name -> new int[2])[holds ? 1 : 0]++;
        return holds;
    }
}
