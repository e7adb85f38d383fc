package dev.vectide.indexer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Origin;
import dev.vectide.core.wire.EventReader;
import dev.vectide.core.wire.Fault;
import dev.vectide.core.wire.Json;
import dev.vectide.core.wire.Reading;
import dev.vectide.indexer.filter.Payload;
import dev.vectide.indexer.json.Part;
import dev.vectide.indexer.json.RefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads a point {@code {id, vector, payload}} as an event in plain form, and leaves its limits, its faults and its
 * identity to the reader of those. The payload becomes the attributes, {@code _time} in it the event's time, and {@code
 * text} its content where there is no vector.
 */
record PointReader(EventReader events, TargetReader targets) {
    private static final List<String> FIELDS = List.of("id", "vector", "payload");
    private static final List<String> OWN = List.of(Payload.ORIGIN, Payload.TRUNCATED);

    Event read(Part point, String stream, Instant now) {
        point.object(FIELDS, List.of());
        ObjectNode plain = Json.MAPPER.createObjectNode();
        plain.set("id", point.required("id").node());
        boolean vector = vector(point, plain);
        point.field("payload").ifPresent(payload -> payload(payload, vector, plain));
        if (!vector && !plain.has("text")) {
            throw point.refused("neither vector nor payload.text");
        }
        Reading reading = events.read(plain, stream, now, Origin.LIVE);
        if (reading instanceof Reading.Accepted accepted) {
            return accepted.event();
        }
        throw refused(point, (Reading.Refused) reading);
    }

    /** Whether the point has one; clients that must send some send an empty object for none. */
    private boolean vector(Part point, ObjectNode plain) {
        Part vector = point.field("vector").orElse(null);
        if (vector == null || vector.node().isObject() && vector.node().isEmpty()) {
            return false;
        }
        targets.vector(vector);
        plain.set("vector", vector.node());
        return true;
    }

    private static void payload(Part payload, boolean vector, ObjectNode plain) {
        if (!payload.node().isObject()) {
            throw payload.refused("expected an object, not " + payload.shown());
        }
        ObjectNode attributes = plain.putObject("attributes");
        payload.node().properties().forEach(field -> {
            String key = field.getKey();
            if (OWN.contains(key)) {
                throw payload.required(key).refused("is the store's own to say");
            }
            boolean isText = key.equals(Payload.TEXT) && !vector;
            (key.equals(Payload.TIME) || isText ? plain : attributes)
                    .set(key.equals(Payload.TIME) ? "time" : key, field.getValue());
        });
    }

    private static RefusedException refused(Part point, Reading.Refused refused) {
        return new RefusedException(refused.faults().stream()
                .map(fault -> point.path() + where(fault) + ": " + fault.reason())
                .collect(Collectors.joining("; ")));
    }

    /** The field of the point that a field of the plain form was made of. */
    private static String where(Fault fault) {
        String field = fault.field();
        if (field.equals("attributes") || field.startsWith("attributes.")) {
            return ".payload" + field.substring("attributes".length());
        }
        String own = Map.of("text", "payload.text", "time", "payload._time").getOrDefault(field, field);
        return own.isEmpty() ? "" : "." + own;
    }
}
