package dev.vectide.indexer.filter;

import dev.vectide.indexer.json.Part;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads Qdrant's {@code range}: bounds {@code gt}, {@code gte}, {@code lt}, {@code lte} that are all numbers, held
 * against numbers, or all times in RFC 3339, held against texts that are times. What is of another kind is in no range.
 */
final class RangeReader {
    private static final List<String> BOUNDS = List.of("gt", "gte", "lt", "lte");

    private RangeReader() {}

    static Predicate<Object> read(Part range) {
        range.object(BOUNDS, List.of());
        boolean times = BOUNDS.stream()
                .map(range::field)
                .flatMap(Optional::stream)
                .anyMatch(bound -> bound.node().isTextual());
        return times
                ? between(range, RangeReader::timeBound, RangeReader::time, Comparator.<Instant>naturalOrder())
                : between(range, Values::number, RangeReader::number, Values::compare);
    }

    /** @param value what a value of the payload is in the range's terms; null where it is of another kind */
    private static <T> Predicate<Object> between(
            Part range, Function<Part, T> bound, Function<Object, @Nullable T> value, Comparator<T> order) {
        Optional<T> gt = range.field("gt").map(bound);
        Optional<T> gte = range.field("gte").map(bound);
        Optional<T> lt = range.field("lt").map(bound);
        Optional<T> lte = range.field("lte").map(bound);
        return object -> {
            T it = value.apply(object);
            return it != null
                    && (gt.isEmpty() || order.compare(it, gt.get()) > 0)
                    && (gte.isEmpty() || order.compare(it, gte.get()) >= 0)
                    && (lt.isEmpty() || order.compare(it, lt.get()) < 0)
                    && (lte.isEmpty() || order.compare(it, lte.get()) <= 0);
        };
    }

    private static Instant timeBound(Part bound) {
        Instant time = Values.time(bound.text());
        if (time == null) {
            throw bound.refused(bound.shown() + ", expected RFC 3339, such as 2026-01-31T12:00:00Z");
        }
        return time;
    }

    private static @Nullable Instant time(Object value) {
        return value instanceof String text ? Values.time(text) : null;
    }

    private static @Nullable Number number(Object value) {
        return value instanceof Number number ? number : null;
    }
}
