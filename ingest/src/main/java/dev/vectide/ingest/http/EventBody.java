package dev.vectide.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.event.Origin;
import dev.vectide.core.wire.EventReader;
import dev.vectide.core.wire.Fault;
import dev.vectide.core.wire.Json;
import dev.vectide.core.wire.Reading;
import dev.vectide.core.wire.StrictJson;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Bodies of {@code POST /v1/streams/{stream}/events} as readings, one an event. */
final class EventBody {
    static final String EXPECTED = "application/json, application/x-ndjson, application/cloudevents+json, "
            + "application/cloudevents-batch+json, or ce- headers";

    private final EventReader reader;
    private final String stream;
    private final Instant now;
    private final Origin origin;

    EventBody(EventReader reader, String stream, Instant now, Origin origin) {
        this.reader = reader;
        this.stream = stream;
        this.now = now;
        this.origin = origin;
    }

    /**
     * @param mediaType in lower case, without parameters; empty where there is none
     * @throws Problem if the body as a whole cannot be read
     */
    List<Reading> read(String mediaType, byte[] body) {
        return switch (mediaType) {
            case "application/json" -> oneOrMany(tree(body), false);
            case "application/cloudevents+json" -> List.of(item(tree(body), true));
            case "application/cloudevents-batch+json" -> batch(tree(body));
            case "application/x-ndjson" -> lines(body);
            default -> throw Problem.of(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type '" + mediaType + "': expected " + EXPECTED);
        };
    }

    /** CloudEvents' binary mode. */
    Reading binary(Map<String, String> attributes, @org.jspecify.annotations.Nullable String contentType, byte[] body) {
        return reader.binary(attributes, contentType, body, stream, now, origin);
    }

    private List<Reading> batch(JsonNode tree) {
        if (!tree.isArray()) {
            throw whole(new Fault("", "expected an array of CloudEvents"));
        }
        return oneOrMany(tree, true);
    }

    private List<Reading> oneOrMany(JsonNode tree, boolean cloudEvents) {
        if (!tree.isArray()) {
            return List.of(item(tree, cloudEvents));
        }
        List<Reading> readings = new ArrayList<>(tree.size());
        tree.forEach(item -> readings.add(item(item, cloudEvents)));
        return readings;
    }

    private Reading item(JsonNode tree, boolean cloudEvent) {
        if (cloudEvent && !tree.has("specversion")) {
            return new Reading.Refused(
                    tree.path("id").asText(null), List.of(new Fault("specversion", "missing: this is no CloudEvent")));
        }
        return reader.read(tree, stream, now, origin);
    }

    /** Empty lines are passed over; a line that is no UTF-8 or no JSON is refused alone. */
    private List<Reading> lines(byte[] body) {
        List<Reading> readings = new ArrayList<>();
        int start = 0;
        for (int end = 0; end <= body.length; end++) {
            if (end == body.length || body[end] == '\n') {
                if (!isBlank(body, start, end)) {
                    byte[] line = java.util.Arrays.copyOfRange(body, start, end);
                    readings.add(reader.read(line, stream, now, origin));
                }
                start = end + 1;
            }
        }
        return readings;
    }

    private static boolean isBlank(byte[] body, int start, int end) {
        for (int i = start; i < end; i++) {
            if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private static JsonNode tree(byte[] body) {
        StrictJson.Parsed parsed = StrictJson.parse(body);
        if (parsed.tree() == null) {
            throw whole(parsed.why());
        }
        return parsed.tree();
    }

    private static Problem whole(Fault fault) {
        var faults = Json.MAPPER.createArrayNode();
        faults.addObject().put("field", fault.field()).put("reason", fault.reason());
        return Problem.faults("the body " + fault.reason(), faults);
    }
}
