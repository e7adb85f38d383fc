package dev.vectide.indexer.http;

import dev.vectide.core.position.Position;
import dev.vectide.indexer.search.VectorStore;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Reading what was written: a request with {@code X-Min-Position} is answered once the store reflects that position,
 * and every answer says in {@code X-Position} which one it reflects at the least. {@code ?timeout=} is how many seconds
 * to wait.
 *
 * <p>And reading all of it: a request is refused while a shard does not answer, unless it has {@code ?allow_partial=true}. Then
 * {@code X-Missing-Shards} names the partitions that its answer is without.
 *
 * @param patience how long a request waits that does not say so itself
 * @param partial whether a request that does not say so itself is answered without the shards that do not answer
 */
record Freshness(VectorStore store, Duration patience, boolean partial) {
    static final String WANTED = "X-Min-Position";
    static final String REACHED = DocumentRead.REACHED;
    private static final String READ = "vectide.read";
    private static final String READING = "vectide.reading";
    private static final int LONGEST_S = 300;

    /**
     * Before anything is read. 504 where the position is not reached in time, 503 while the store is not complete and the request
     * wants all of it.
     */
    void await(Context context) throws InterruptedException {
        begin(context, isPartial(context));
        if (!isPartial(context)) {
            requireReady();
        }
    }

    /** The same for who cannot do with a part. */
    void awaitWhole(Context context) throws InterruptedException {
        begin(context, false);
        requireReady();
    }

    /** The same, of a store that may not be complete yet; the position that it has reached. */
    Position reach(Context context) throws InterruptedException {
        begin(context, isPartial(context));
        Position position = store.position();
        context.header(REACHED, position.toString());
        return position;
    }

    private void begin(Context context, boolean allowPartial) throws InterruptedException {
        Position wanted = wanted(context.header(WANTED));
        Duration timeout = timeout(context);
        if (!store.await(wanted, timeout)) {
            Position position = store.position();
            context.header(REACHED, position.toString());
            throw new QdrantError(
                    HttpStatus.GATEWAY_TIMEOUT,
                    WANTED + " " + wanted + " is not searchable within " + timeout.toSeconds() + " s; reached "
                            + position);
        }
        DocumentRead read = new DocumentRead(context, wanted, allowPartial);
        context.attribute(READ, read);
        context.attribute(READING, store.reading(read));
    }

    private void requireReady() {
        store.notReady().ifPresent(reason -> {
            throw new QdrantError(HttpStatus.SERVICE_UNAVAILABLE, "not ready: " + reason);
        });
    }

    /** What a request reads from that has waited; {@code store} for one that has not. */
    static VectorStore reading(Context context, VectorStore store) {
        VectorStore reading = context.attribute(READING);
        return reading == null ? store : reading;
    }

    /** Partitions that the answer to a request is without. */
    static SortedSet<Integer> missing(Context context) {
        DocumentRead read = context.attribute(READ);
        return read == null ? Collections.emptySortedSet() : read.missing();
    }

    /** Whether a request is content with an answer that leaves shards out. */
    boolean isPartial(Context context) {
        String text = context.queryParam(QueryParameters.PARTIAL);
        return text == null ? partial : QueryParameters.flag(QueryParameters.PARTIAL, text);
    }

    /** Whether what was written up to {@code position} is searchable before the request's patience ends. */
    boolean await(Position position, Context context) throws InterruptedException {
        return store.await(position, timeout(context));
    }

    Duration timeout(Context context) {
        String text = context.queryParam("timeout");
        if (text == null) {
            return patience;
        }
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > LONGEST_S) {
            throw QdrantError.badRequest("timeout '" + text + "': expected 0 to " + LONGEST_S + " seconds");
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }

    private static Position wanted(@Nullable String header) {
        try {
            return header == null ? Position.NONE : Position.parse(header);
        } catch (IllegalArgumentException e) {
            throw QdrantError.badRequest(WANTED + ": " + e.getMessage());
        }
    }
}
