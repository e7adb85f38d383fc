package dev.vectide.core.position;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The last offset of each partition of the events topic that something reflects, written {@code 0:123,2:44}. A store
 * has reached a position once it has applied every event up to and including these offsets.
 */
public record Position(Map<Integer, Long> offsets) {
    public static final Position NONE = new Position(Map.of());

    public Position {
        offsets = Collections.unmodifiableMap(new TreeMap<>(offsets));
    }

    /** Reads {@code 0:123,2:44}; an empty text is no position at all. Refuses anything else, naming it. */
    public static Position parse(String text) {
        Map<Integer, Long> offsets = new TreeMap<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            String[] pair = part.trim().split(":", -1);
            try {
                int partition = Integer.parseInt(pair[0]);
                long offset = Long.parseLong(pair[1]);
                if (pair.length != 2 || partition < 0 || offset < 0 || offsets.put(partition, offset) != null) {
                    throw malformed(text);
                }
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw malformed(text);
            }
        }
        return new Position(offsets);
    }

    /** Whether {@code this} reflects everything that {@code wanted} names. */
    public boolean reaches(Position wanted) {
        return wanted.offsets.entrySet().stream()
                .allMatch(want -> offsets.getOrDefault(want.getKey(), -1L) >= want.getValue());
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "position '" + text + "': expected partition:offset pairs such as 0:123,2:44");
    }

    @Override
    public String toString() {
        return offsets.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
