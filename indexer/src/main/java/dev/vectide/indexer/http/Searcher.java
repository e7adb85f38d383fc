package dev.vectide.indexer.http;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.Encoder;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.search.Hit;
import dev.vectide.indexer.search.NearestQuery;
import dev.vectide.indexer.search.VectorStore;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Answers queries from the store, texts by way of the encoder. */
final class Searcher {
    /** In an answer: the text was longer than the space takes, and its end did not count. */
    static final String TRUNCATED = "X-Query-Truncated";

    private final VectorStore store;
    private final Encoder encoder;

    /** Refuses an encoder of another space than the store's. */
    Searcher(VectorStore store, Encoder encoder) {
        if (!encoder.space().fingerprint().equals(store.space().fingerprint())) {
            throw new IllegalArgumentException("an encoder of space " + encoder.space().qualifiedName()
                    + " for a store of space " + store.space().qualifiedName());
        }
        this.store = store;
        this.encoder = encoder;
    }

    /**
     * The best hits of a request as a function of how many; its vector is found only once.
     *
     * @param context gets a header where a text was cut
     */
    IntFunction<List<Hit>> prepare(String stream, QueryRequest request, Context context) {
        Target target = request.target();
        if (target instanceof Target.Vector given) {
            return nearest(stream, request, given.vector(), null);
        }
        if (target instanceof Target.Text text) {
            Encoded encoded = encoder.encode(List.of(text.text()), InputType.QUERY).get(0);
            if (encoded.truncated()) {
                context.header(TRUNCATED, "true");
            }
            return nearest(stream, request, encoded.vector(), null);
        }
        if (target instanceof Target.Point point) {
            FloatVector vector = require(stream, point.id()).chunks().get(0).vector();
            return nearest(stream, request, vector, point.id());
        }
        return count -> store.scroll(stream, request.filter(), null, count).stream()
                .map(document -> new Hit(document, 0, 0))
                .toList();
    }

    /** A document; 404 where there is none. */
    Embedding require(String stream, String id) {
        return store.find(new DocumentKey(stream, id))
                .orElseThrow(() -> QdrantError.notFound("point '" + id + "' of stream '" + stream + "'"));
    }

    private IntFunction<List<Hit>> nearest(
            String stream, QueryRequest request, FloatVector vector, @Nullable String without) {
        return count -> store.nearest(
                stream,
                new NearestQuery(vector, request.filter(), count, request.threshold(), request.exact(), without));
    }
}
