package dev.vectide.indexer.http;

import dev.vectide.indexer.json.Part;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What an answer shows of a point.
 *
 * @param payload which keys, or empty for no payload at all
 * @param vector whether its vector is shown
 */
record Selection(Optional<Predicate<String>> payload, boolean vector) {
    static final List<String> FIELDS = List.of("with_payload", "with_vector");

    /** @param payload whether the payload is shown where the request does not say */
    static Selection read(Part request, boolean payload) {
        return new Selection(
                request.field("with_payload").map(Selection::keys).orElse(all(payload)),
                request.field("with_vector").map(Selection::vector).orElse(false));
    }

    static Selection everything() {
        return new Selection(all(true), true);
    }

    private static Optional<Predicate<String>> keys(Part part) {
        if (part.node().isArray()) {
            return Optional.of(names(part)::contains);
        }
        if (part.node().isObject()) {
            List<String> kinds = List.of("include", "exclude");
            Part kind = part.object(kinds, List.of()).oneOf(kinds);
            Set<String> names = names(kind);
            return Optional.of(kind.name().equals("include") ? names::contains : Predicate.not(names::contains));
        }
        return all(part.flag());
    }

    private static Optional<Predicate<String>> all(boolean shown) {
        return shown ? Optional.of(key -> true) : Optional.empty();
    }

    private static Set<String> names(Part part) {
        return part.items().stream().map(Part::text).collect(Collectors.toUnmodifiableSet());
    }

    /** There is one vector a point, so it has no name to ask for. */
    private static boolean vector(Part part) {
        if (part.node().isArray() || part.node().isTextual()) {
            throw part.refused("unsupported: vectors have no names here; expected true or false");
        }
        return part.flag();
    }
}
