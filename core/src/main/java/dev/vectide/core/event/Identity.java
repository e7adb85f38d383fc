package dev.vectide.core.event;

/**
 * CloudEvents' (source, id): a second event with the same pair is a retry of the first. Where a producer gives none (plain
 * JSON), the identity is derived from the event's own content: then only a repetition of what the document was last
 * written with counts as a retry, since going back to an earlier content is a change.
 */
public record Identity(String source, String id) {
    private static final String DERIVED = "urn:vectide:content";

    public Identity {
        if (source.isBlank()) {
            throw new IllegalArgumentException("source is blank");
        }
        if (id.isBlank()) {
            throw new IllegalArgumentException("id is blank");
        }
    }

    /** For a producer that names no event id; {@code hash} is over document, content, attributes and the time it gave. */
    public static Identity derived(String hash) {
        return new Identity(DERIVED, hash);
    }

    public boolean isDerived() {
        return source.equals(DERIVED);
    }
}
