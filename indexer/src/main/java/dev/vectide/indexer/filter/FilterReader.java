package dev.vectide.indexer.filter;

import dev.vectide.indexer.json.Part;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads Qdrant's filter: {@code must} (all of them), {@code should} (at least one) and {@code must_not} (none of them),
 * each a condition or an array of conditions, a condition being one on a key, one on the id, or a filter again. A
 * clause that is absent or empty restricts nothing.
 */
public final class FilterReader {
    private static final List<String> CLAUSES = List.of("must", "should", "must_not");
    private static final List<String> KINDS = List.of("key", "is_empty", "is_null", "has_id");
    private static final List<String> CONDITION =
            Stream.of(KINDS, CLAUSES).flatMap(List::stream).toList();
    private static final List<String> UNSUPPORTED = List.of("min_should", "has_vector", "nested");

    private FilterReader() {}

    /** Refuses what is no filter, or one that this store does not serve, by its path. */
    public static Filter read(Part filter) {
        return new WrittenFilter(filter.node(), clauses(filter.object(CLAUSES, UNSUPPORTED)));
    }

    private static Filter clauses(Part filter) {
        List<Filter> must = clause(filter, "must");
        List<Filter> should = clause(filter, "should");
        List<Filter> mustNot = clause(filter, "must_not");
        return new Clauses(array(must), array(should), array(mustNot));
    }

    private static Filter[] array(List<Filter> filters) {
        return filters.toArray(Filter[]::new);
    }

    /** Asked once for each document that is compared: without streams. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Clauses(Filter[] must, Filter[] should, Filter[] mustNot) implements Filter {
        @Override
        public boolean matches(Subject subject) {
            for (Filter condition : must) {
                if (!condition.matches(subject)) {
                    return false;
                }
            }
            for (Filter condition : mustNot) {
                if (condition.matches(subject)) {
                    return false;
                }
            }
            for (Filter condition : should) {
                if (condition.matches(subject)) {
                    return true;
                }
            }
            return should.length == 0;
        }
    }

    private static List<Filter> clause(Part filter, String name) {
        return filter.field(name)
                .map(part -> part.node().isArray() ? part.items() : List.of(part))
                .orElse(List.of())
                .stream()
                .map(FilterReader::condition)
                .toList();
    }

    private static Filter condition(Part part) {
        String kind = KINDS.stream()
                .filter(name -> part.field(name).isPresent())
                .findFirst()
                .orElse("");
        return switch (kind) {
            case "key" -> KeyCondition.read(part);
            case "is_empty" -> KeyCondition.isEmpty(key(part, kind));
            case "is_null" -> KeyCondition.isNull(key(part, kind));
            case "has_id" -> hasId(part);
            default -> clauses(part.object(CONDITION, UNSUPPORTED));
        };
    }

    private static String key(Part condition, String name) {
        Part field = condition.object(List.of(name), List.of()).required(name);
        return field.object(List.of("key"), List.of()).required("key").text();
    }

    private static Filter hasId(Part condition) {
        Set<String> ids = condition.object(List.of("has_id"), List.of()).required("has_id").items().stream()
                .map(PointIds::read)
                .collect(Collectors.toUnmodifiableSet());
        return subject -> ids.contains(subject.id());
    }
}
