package dev.vectide.ingest.http;

import dev.vectide.core.access.Caller;
import dev.vectide.core.access.Quotas;
import dev.vectide.core.access.Verb;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.kafka.BrokerUnavailableException;
import dev.vectide.core.position.Position;
import dev.vectide.core.stream.StreamName;
import dev.vectide.core.trace.Spans;
import dev.vectide.core.wire.EventReader;
import dev.vectide.core.wire.Fault;
import dev.vectide.core.wire.Headers;
import dev.vectide.core.wire.Json;
import dev.vectide.core.wire.Reading;
import dev.vectide.ingest.kafka.EventProducer;
import dev.vectide.ingest.kafka.IngestMetrics;
import dev.vectide.ingest.kafka.StreamGate;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/streams/{stream}/events} and {@code DELETE /v1/streams/{stream}/events/{document}}: answers 202 only
 * after Kafka has acknowledged everything that the answer calls accepted.
 *
 * <p>Safe for concurrent use; a request's thread waits for Kafka.
 */
final class EventRoutes {
    private final EventReader reader;
    private final StreamGate gate;
    private final EventProducer producer;
    private final IngestMetrics metrics;
    private final Spans spans;
    private final Clock clock;
    private final long maxBody;

    EventRoutes(
            EventReader reader,
            StreamGate gate,
            EventProducer producer,
            IngestMetrics metrics,
            Spans spans,
            Clock clock,
            long maxBody) {
        this.reader = reader;
        this.gate = gate;
        this.producer = producer;
        this.metrics = metrics;
        this.spans = spans;
        this.clock = clock;
        this.maxBody = maxBody;
    }

    void register(JavalinConfig config) {
        config.routes.post("/v1/streams/{stream}/events", this::post);
        // Angle brackets: a document's id may have slashes.
        config.routes.delete("/v1/streams/{stream}/events/<document>", this::delete);
    }

    private void post(Context context) {
        String stream = stream(context);
        EventBody body = new EventBody(reader, stream, now(), origin(context));
        byte[] bytes = BoundedBody.read(context, maxBody);
        Caller caller = Caller.of(context.attribute(Caller.ATTRIBUTE));
        caller.spend(stream, Quotas.Kind.BYTES, bytes.length);
        List<Reading> readings = readings(context, body, bytes);
        if (readings.isEmpty()) {
            throw Problem.badRequest("the body has no event");
        }
        readings = readings.stream().map(reading -> admitted(reading, caller)).toList();
        List<Event> events = accepted(readings);
        metrics.refused("http", readings.size() - events.size());
        if (events.isEmpty()) {
            throw EventAnswer.problem(readings);
        }
        spend(caller, events);
        Position position = append(events, context);
        context.status(HttpStatus.ACCEPTED)
                .contentType("application/json")
                .result(Json.write(EventAnswer.of(readings, position)));
    }

    private static void spend(Caller caller, List<Event> events) {
        Map<String, Long> counts = new TreeMap<>();
        events.forEach(event -> counts.merge(event.key().stream(), 1L, Long::sum));
        counts.forEach((stream, count) -> caller.spend(stream, Quotas.Kind.EVENTS, count));
    }

    private void delete(Context context) {
        String stream = stream(context);
        String id = context.queryParam("id");
        Identity identity = id == null || id.isBlank() ? null : new Identity("/v1/streams/" + stream, id);
        Reading reading = reader.deletion(stream, context.pathParam("document"), identity, now(), origin(context));
        if (!(reading instanceof Reading.Accepted accepted)) {
            throw EventAnswer.problem(List.of(reading));
        }
        spend(Caller.of(context.attribute(Caller.ATTRIBUTE)), List.of(accepted.event()));
        Position position = append(List.of(accepted.event()), context);
        context.status(HttpStatus.ACCEPTED)
                .contentType("application/json")
                .result(Json.write(EventAnswer.of(List.of(reading), position)));
    }

    private static List<Reading> readings(Context context, EventBody body, byte[] bytes) {
        String type = context.header("Content-Type");
        String mediaType = type == null ? "" : type.toLowerCase(Locale.ROOT).split(";", 2)[0].trim();
        Map<String, String> attributes = CloudEventHeaders.of(context.headerMap());
        return attributes.isEmpty() || mediaType.startsWith("application/cloudevents")
                ? body.read(mediaType, bytes)
                : List.of(body.binary(attributes, type, bytes));
    }

    /** A CloudEvent may name a stream of its own. */
    private Reading admitted(Reading reading, Caller caller) {
        if (reading instanceof Reading.Accepted accepted) {
            String stream = accepted.event().key().stream();
            if (!caller.may(Verb.WRITE, stream)) {
                return new Reading.Refused(
                        accepted.event().key().document(),
                        List.of(new Fault("stream", "this key has no write of stream '" + stream + "'")));
            }
            if (!gate.wouldAdmit(stream)) {
                return new Reading.Refused(
                        accepted.event().key().document(), List.of(new Fault("stream", unknown(stream))));
            }
        }
        return reading;
    }

    private static List<Event> accepted(List<Reading> readings) {
        List<Event> events = new ArrayList<>();
        for (Reading reading : readings) {
            if (reading instanceof Reading.Accepted accepted) {
                events.add(accepted.event());
            }
        }
        return events;
    }

    private Position append(List<Event> events, Context context) {
        events.stream().map(event -> event.key().stream()).distinct().forEach(gate::admit);
        String trace = traceparent(context);
        Spans.Span span = spans.start("ingest.accept", Spans.Kind.SERVER, trace, List.of(), null)
                .with("vectide.stream", events.get(0).key().stream())
                .with("vectide.events", events.size());
        try {
            Position position = append(events, span.traceparent() == null ? trace : span.traceparent());
            span.with("vectide.position", position.toString());
            return position;
        } catch (RuntimeException e) {
            span.failed(String.valueOf(e.getMessage()));
            throw e;
        } finally {
            span.end();
        }
    }

    private Position append(List<Event> events, @Nullable String trace) {
        long start = System.nanoTime();
        try {
            Position position = producer.append(events, trace)
                    .toCompletableFuture()
                    .get(2 * EventProducer.DELIVERY.toMillis(), TimeUnit.MILLISECONDS);
            metrics.acknowledged(System.nanoTime() - start);
            events.forEach(event -> metrics.accepted(event.key().stream()));
            return position;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new BrokerUnavailableException("Kafka did not acknowledge in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailableException("stopping; whether Kafka took the events is unknown", e);
        }
    }

    private String stream(Context context) {
        String stream = context.pathParam("stream");
        if (!StreamName.isValid(stream)) {
            throw Problem.badRequest("stream name '" + stream + "': expected " + StreamName.PATTERN);
        }
        if (!gate.wouldAdmit(stream)) {
            throw Problem.of(HttpStatus.NOT_FOUND, unknown(stream));
        }
        return stream;
    }

    private static String unknown(String stream) {
        return "stream '" + stream + "' does not exist, and streams.auto-create is off";
    }

    private static Origin origin(Context context) {
        String origin = context.queryParam("origin");
        if (origin == null || origin.equals("live")) {
            return Origin.LIVE;
        }
        if (origin.equals("replay")) {
            return Origin.REPLAY;
        }
        throw Problem.badRequest("origin '" + origin + "': expected live or replay");
    }

    private static @Nullable String traceparent(Context context) {
        String trace = context.header(Headers.TRACEPARENT);
        return trace != null && trace.length() <= 256 ? trace : null;
    }

    private Instant now() {
        return clock.instant();
    }
}
