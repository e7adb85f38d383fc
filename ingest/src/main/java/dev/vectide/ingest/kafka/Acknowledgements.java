package dev.vectide.ingest.kafka;

import dev.vectide.core.position.Position;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the acknowledgements of one request: its position once all are there, or its first failure.
 *
 * <p>Safe for concurrent use.
 */
final class Acknowledgements implements Callback {
    private final CompletableFuture<Position> position = new CompletableFuture<>();
    private final Map<Integer, Long> offsets = new ConcurrentHashMap<>();
    private final AtomicInteger missing;

    Acknowledgements(int expected) {
        this.missing = new AtomicInteger(expected);
        if (expected == 0) {
            position.complete(Position.NONE);
        }
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure != null || metadata == null) {
            position.completeExceptionally(failure == null ? new IllegalStateException("no metadata") : failure);
            return;
        }
        offsets.merge(metadata.partition(), metadata.offset(), Math::max);
        if (missing.decrementAndGet() == 0) {
            position.complete(new Position(offsets));
        }
    }

    boolean failed() {
        return position.isCompletedExceptionally();
    }

    CompletableFuture<Position> position() {
        return position;
    }
}
