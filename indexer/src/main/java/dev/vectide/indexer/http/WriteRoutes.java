package dev.vectide.indexer.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.access.Quotas;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.EventSink;
import dev.vectide.core.event.Origin;
import dev.vectide.core.kafka.BrokerUnavailableException;
import dev.vectide.core.position.Position;
import dev.vectide.core.wire.EventReader;
import dev.vectide.core.wire.Json;
import dev.vectide.core.wire.Reading;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.filter.FilterReader;
import dev.vectide.indexer.json.Part;
import dev.vectide.indexer.json.RefusedException;
import dev.vectide.indexer.search.VectorStore;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * {@code PUT .../points} and {@code POST .../points/delete}: what they say becomes events, all or none of it. They
 * answer once Kafka has acknowledged, {@code acknowledged}, or with {@code ?wait=true} once it is searchable, {@code
 * completed}; if that takes longer than the request waits, still {@code acknowledged}. {@code X-Position} says which
 * position to ask for.
 */
final class WriteRoutes {
    /** Longer than a producer tries. */
    private static final int ACKNOWLEDGEMENT_S = 30;

    private static final int PAGE = 1000;

    private final VectorStore store;
    private final CollectionNames names;
    private final Freshness freshness;
    private final RequestBody body;
    private final PointReader points;
    private final EventReader events;
    private final EventSink sink;
    private final Clock clock;

    WriteRoutes(
            VectorStore store,
            CollectionNames names,
            Freshness freshness,
            RequestBody body,
            PointReader points,
            EventReader events,
            EventSink sink,
            Clock clock) {
        this.store = store;
        this.names = names;
        this.freshness = freshness;
        this.body = body;
        this.points = points;
        this.events = events;
        this.sink = sink;
        this.clock = clock;
    }

    void register(JavalinConfig config) {
        config.routes.put("/collections/{collection}/points", Envelope.around(this::upsert));
        config.routes.post("/collections/{collection}/points/delete", Envelope.around(this::delete));
    }

    private JsonNode upsert(Context context) throws InterruptedException {
        QueryParameters.only(context, QueryParameters.WAIT, QueryParameters.TIMEOUT);
        String stream = names.writable(context);
        byte[] bytes = body.bytes(context);
        Callers.spend(context, stream, Quotas.Kind.BYTES, bytes.length);
        Part given = RequestBody.parse(bytes)
                .object(List.of("points"), List.of("batch", "shard_key", "update_filter", "update_mode"))
                .required("points");
        Instant now = clock.instant();
        List<Event> written =
                given.items().stream().map(point -> points.read(point, stream, now)).toList();
        if (written.isEmpty()) {
            throw given.refused("expected at least one point");
        }
        Callers.spend(context, stream, Quotas.Kind.EVENTS, written.size());
        return write(written, context);
    }

    private JsonNode delete(Context context) throws InterruptedException {
        QueryParameters.only(context, QueryParameters.WAIT, QueryParameters.TIMEOUT);
        String stream = names.stream(context);
        List<String> kinds = List.of("points", "filter");
        Part kind = body.read(context).object(kinds, List.of("shard_key")).oneOf(kinds);
        if (kind.name().equals("points")) {
            List<String> ids = PointList.read(kind);
            Callers.spend(context, stream, Quotas.Kind.EVENTS, ids.size());
            return write(deletions(stream, ids, kind), context);
        }
        Filter filter = FilterReader.read(kind);
        freshness.awaitWhole(context);
        List<String> ids = matching(Freshness.reading(context, store), stream, filter);
        Callers.spend(context, stream, Quotas.Kind.EVENTS, ids.size());
        return write(deletions(stream, ids, kind), context);
    }

    private List<Event> deletions(String stream, List<String> ids, Part where) {
        Instant now = clock.instant();
        return ids.stream().map(id -> deletion(stream, id, now, where)).toList();
    }

    private Event deletion(String stream, String id, Instant now, Part where) {
        Reading reading = events.deletion(stream, id, null, now, Origin.LIVE);
        if (reading instanceof Reading.Accepted accepted) {
            return accepted.event();
        }
        throw new RefusedException(where.path() + ": " + ((Reading.Refused) reading).reason());
    }

    private static List<String> matching(VectorStore reading, String stream, Filter filter) {
        List<String> ids = new ArrayList<>();
        @Nullable String from = null;
        do {
            // One more than a page: the first of the next.
            List<Embedding> page = reading.scroll(stream, filter, from, PAGE + 1);
            page.stream().limit(PAGE).forEach(document -> ids.add(document.key().document()));
            from = page.size() > PAGE ? page.get(PAGE).key().document() : null;
        } while (from != null);
        return ids;
    }

    private ObjectNode write(List<Event> written, Context context) throws InterruptedException {
        boolean wait = QueryParameters.wait(context);
        freshness.timeout(context);
        Position position = written.isEmpty() ? Position.NONE : append(written);
        boolean completed = wait && freshness.await(position, context);
        if (!written.isEmpty()) {
            context.header(Freshness.REACHED, position.toString());
        }
        return Json.MAPPER
                .createObjectNode()
                .put("operation_id", position.offsets().values().stream().mapToLong(Long::longValue).max().orElse(0))
                .put("status", completed ? "completed" : "acknowledged");
    }

    private Position append(List<Event> written) throws InterruptedException {
        try {
            return sink.append(written).toCompletableFuture().get(ACKNOWLEDGEMENT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new BrokerUnavailableException("Kafka did not acknowledge in time", e);
        }
    }
}
