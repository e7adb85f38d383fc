package dev.vectide.indexer.http;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.encoder.Encoder;
import dev.vectide.core.event.EventSink;
import dev.vectide.core.stream.StreamDirectory;
import dev.vectide.core.wire.EventLimits;
import dev.vectide.core.wire.EventReader;
import dev.vectide.core.wire.FieldNames;
import dev.vectide.indexer.search.VectorStore;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import java.time.Clock;

/**
 * Qdrant's routes over one store: {@code /collections} and what is below, and {@code /aliases}. A collection is named
 * by its stream, or by {@code stream@space}.
 *
 * <p>Safe for concurrent use; a request's thread waits for Kafka and for positions.
 */
public final class CollectionRoutes {
    private final InfoRoutes info;
    private final QueryRoutes queries;
    private final ReadRoutes reads;
    private final WriteRoutes writes;

    /** Refuses an encoder of another space than the store's. */
    public CollectionRoutes(
            VectideConfig config,
            VectorStore store,
            Encoder encoder,
            EventSink sink,
            StreamDirectory streams,
            Clock clock) {
        CollectionNames names = new CollectionNames(store, streams);
        Freshness freshness = new Freshness(
                store, config.indexer().positionTimeout(), config.indexer().partialAnswers());
        RequestBody body = new RequestBody((int) Math.min(config.http().maxBody().bytes(), Integer.MAX_VALUE - 1));
        Searcher searcher = new Searcher(store, encoder, clock);
        TargetReader targets = new TargetReader(store.space());
        EventReader events = new EventReader(EventLimits.of(config.streams()), FieldNames.PLAIN);
        this.info = new InfoRoutes(store, names, freshness);
        this.queries = new QueryRoutes(names, freshness, body, searcher, targets);
        this.reads = new ReadRoutes(store, names, freshness, body, searcher);
        this.writes = new WriteRoutes(
                store, names, freshness, body, new PointReader(events, targets), events, sink, clock);
    }

    public void register(JavalinConfig config) {
        info.register(config);
        queries.register(config);
        reads.register(config);
        writes.register(config);
        // Last: the first route that fits answers.
        Handler unknown = Envelope.around(context -> {
            throw QdrantError.notFound(context.method() + " " + context.path() + " is unsupported");
        });
        config.routes.get("/collections/<rest>", unknown);
        config.routes.post("/collections/<rest>", unknown);
        config.routes.put("/collections/<rest>", unknown);
        config.routes.patch("/collections/<rest>", unknown);
        config.routes.delete("/collections/<rest>", unknown);
    }
}
