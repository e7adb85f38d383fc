package dev.vectide.indexer.filter;

import dev.vectide.indexer.json.Part;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one key of the payload. A list matches if any of its elements does; a key that is absent never does.
 */
final class KeyCondition {
    private static final List<String> KINDS = List.of("match", "range", "is_empty", "is_null");
    private static final List<String> FIELDS = List.of("key", "match", "range", "is_empty", "is_null");
    private static final List<String> UNSUPPORTED =
            List.of("geo_bounding_box", "geo_radius", "geo_polygon", "values_count");

    private KeyCondition() {}

    static Filter read(Part condition) {
        condition.object(FIELDS, UNSUPPORTED);
        String key = condition.required("key").text();
        Part kind = condition.oneOf(KINDS);
        return switch (kind.name()) {
            case "match" -> any(key, MatchReader.read(kind));
            case "range" -> any(key, RangeReader.read(kind));
            case "is_empty" -> expecting(kind.flag(), isEmpty(key));
            default -> expecting(kind.flag(), isNull(key));
        };
    }

    /** The key is absent or an empty list. */
    static Filter isEmpty(String key) {
        return subject -> {
            Object value = subject.value(key);
            return value == null || value instanceof List<?> list && list.isEmpty();
        };
    }

    /** The key is there and null, which no payload of this store has: a null attribute is none. */
    static Filter isNull(String key) {
        return subject -> false;
    }

    private static Filter expecting(boolean wanted, Filter filter) {
        return subject -> filter.matches(subject) == wanted;
    }

    private static Filter any(String key, Predicate<Object> one) {
        return subject -> any(subject.value(key), one);
    }

    private static boolean any(@Nullable Object value, Predicate<Object> one) {
        return value instanceof List<?> list
                ? list.stream().anyMatch(element -> one.test(Values.canonical(element)))
                : value != null && one.test(Values.canonical(value));
    }
}
