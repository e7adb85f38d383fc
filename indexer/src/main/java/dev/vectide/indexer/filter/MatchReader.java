package dev.vectide.indexer.filter;

import dev.vectide.indexer.json.Part;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads Qdrant's {@code match}: {@code value} (equal), {@code any} (equal to one of them), {@code except} (equal to
 * none of them) and {@code text} (contains it, in whatever case). 5 equals 5.0; a text equals no number.
 */
final class MatchReader {
    private static final List<String> KINDS = List.of("value", "text", "any", "except");

    private MatchReader() {}

    static Predicate<Object> read(Part match) {
        Part kind = match.object(KINDS, List.of("text_any", "phrase")).oneOf(KINDS);
        return switch (kind.name()) {
            case "value" -> Values.read(kind)::equals;
            case "text" -> containing(kind.text());
            case "any" -> values(kind)::contains;
            default -> Predicate.not(values(kind)::contains);
        };
    }

    private static Set<Object> values(Part part) {
        return part.items().stream().map(Values::read).collect(Collectors.toUnmodifiableSet());
    }

    private static Predicate<Object> containing(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return value -> value instanceof String string && string.toLowerCase(Locale.ROOT).contains(lower);
    }
}
