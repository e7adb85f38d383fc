package dev.vectide.ingest.http;

import dev.vectide.core.event.Origin;
import dev.vectide.core.wire.EventLimits;
import dev.vectide.core.wire.EventReader;
import dev.vectide.core.wire.FieldNames;
import dev.vectide.testing.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Bodies of {@code POST /v1/streams/{stream}/events}; the first byte chooses the media type. */
public final class EventBodyTarget implements FuzzTarget {
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/x-ndjson",
            "application/cloudevents+json",
            "application/cloudevents-batch+json",
            "text/plain");
    private static final String CLOUD_EVENT = "{\"specversion\": \"1.0\", \"id\": \"e\", \"source\": \"/s\", \"type\": \"t\","
            + " \"stream\": \"o\", \"datacontenttype\": \"text/plain\", \"data\": \"x\"}";

    private final EventBody body = new EventBody(
            new EventReader(new EventLimits(10_000, Duration.ofMinutes(5)), FieldNames.PLAIN),
            "s",
            Instant.parse("2026-03-01T00:00:00Z"),
            Origin.LIVE);

    @Override
    public List<byte[]> seeds() {
        return Stream.of(
                        "0[{\"id\": \"a\", \"text\": \"x\", \"attributes\": {\"n\": 3}}, {\"id\": 2, \"vector\": [1, 2]}]",
                        "1{\"id\": \"a\", \"text\": \"x\"}\n\n{\"id\": \"b\", \"text\": \"y\"}\r\n",
                        "2" + CLOUD_EVENT,
                        "3[" + CLOUD_EVENT + ", " + CLOUD_EVENT + "]",
                        "4text")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void parse(byte[] input) {
        if (input.length == 0) {
            return;
        }
        try {
            body.read(TYPES.get((input[0] & 7) % TYPES.size()), Arrays.copyOfRange(input, 1, input.length));
        } catch (Problem e) {
            // As declared.
        }
    }
}
