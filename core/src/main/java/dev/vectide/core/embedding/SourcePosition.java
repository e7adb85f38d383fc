package dev.vectide.core.embedding;

/** Partition and offset in the events topic, written {@code 3:42}. */
public record SourcePosition(int partition, long offset) {
    /** Reads {@code partition:offset}; refuses anything else, naming it. */
    public static SourcePosition parse(String text) {
        int colon = text.indexOf(':');
        try {
            if (colon > 0) {
                return new SourcePosition(
                        Integer.parseInt(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
            }
        } catch (NumberFormatException e) {
            // Refused below, with the whole text.
        }
        throw new IllegalArgumentException("source position '" + text + "': expected partition:offset");
    }

    @Override
    public String toString() {
        return partition + ":" + offset;
    }
}
