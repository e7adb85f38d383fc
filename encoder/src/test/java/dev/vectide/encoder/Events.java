package dev.vectide.encoder;

import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import java.time.Instant;
import java.util.Map;

/** Events of one stream, as ingest writes them. */
public final class Events {
    public static final String STREAM = "tickets";
    public static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    private Events() {}

    public static Event text(String document, String id, String text) {
        return of(document, new Identity("/shop", id), new Content.Text(text));
    }

    /** By a producer that names no event id. */
    public static Event plain(String document, String text) {
        return of(document, Identity.derived(document + ":" + text), new Content.Text(text));
    }

    public static Event vector(String document, String id, FloatVector vector) {
        return of(document, new Identity("/shop", id), new Content.Vector(vector, null));
    }

    public static Event delete(String document, String id) {
        return of(document, new Identity("/shop", id), new Content.Deleted());
    }

    public static Event of(String document, Identity identity, Content content) {
        return new Event(new DocumentKey(STREAM, document), identity, TIME, content, Map.of(), Origin.LIVE);
    }
}
