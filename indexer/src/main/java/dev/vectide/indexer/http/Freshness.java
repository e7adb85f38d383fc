package dev.vectide.indexer.http;

import dev.vectide.core.position.Position;
import dev.vectide.indexer.search.VectorStore;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reading what was written: a request with {@code X-Min-Position} is answered once the store reflects that position,
 * and every answer says in {@code X-Position} which one it reflects at the least. {@code ?timeout=} is how many seconds
 * to wait.
 *
 * @param patience how long a request waits that does not say so itself
 */
record Freshness(VectorStore store, Duration patience) {
    static final String WANTED = "X-Min-Position";
    static final String REACHED = "X-Position";
    private static final int LONGEST_S = 300;

    /** Before anything is read. 504 where the position is not reached in time, 503 while the store is not complete. */
    void await(Context context) throws InterruptedException {
        reach(context);
        store.notReady().ifPresent(reason -> {
            throw new QdrantError(HttpStatus.SERVICE_UNAVAILABLE, "not ready: " + reason);
        });
    }

    /** The same, of a store that may not be complete yet; the position that it has reached. */
    Position reach(Context context) throws InterruptedException {
        Position wanted = wanted(context.header(WANTED));
        Duration timeout = timeout(context);
        boolean reached = store.await(wanted, timeout);
        // Asked for before the search, so the answer is at least as new.
        Position position = store.position();
        context.header(REACHED, position.toString());
        if (!reached) {
            throw new QdrantError(
                    HttpStatus.GATEWAY_TIMEOUT,
                    WANTED + " " + wanted + " is not searchable within " + timeout.toSeconds() + " s; reached "
                            + position);
        }
        return position;
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
