package dev.vectide.encoder.kafka;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.EventSink;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.position.Position;
import dev.vectide.core.space.Space;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a stream again from what its vectors topic holds, past every cache: repairs what a damaged encoder wrote. The
 * newest record of each document becomes an event that names the offset it repairs, so that a version written meanwhile
 * wins.
 *
 * <p>Safe for concurrent use.
 */
public final class Reencode {
    private static final int BATCH = 500;

    private final VectideConfig config;
    private final Space space;
    private final EventSink sink;

    public Reencode(VectideConfig config, Space space, EventSink sink) {
        this.config = config;
        this.space = space;
        this.sink = sink;
    }

    /**
     * @param documents written again
     * @param skipped without stored content: their producer must send them again, vectors of its own included
     * @param position after which the store is repaired
     */
    public record Result(int documents, int skipped, Position position) {}

    /** Repairs the documents of {@code stream} whose event time is in [from, to); null is no bound. */
    public Result run(String stream, @Nullable Instant from, @Nullable Instant to) {
        Run run = new Run(from, to);
        new NewestRecords(KafkaSettings.of(config.kafka()), config.topics().vectors(space), stream).forEach(run::take);
        run.append();
        return new Result(run.documents, run.skipped, new Position(run.offsets));
    }

    /** One repair of a stream, in batches. */
    private final class Run {
        private final @Nullable Instant from;
        private final @Nullable Instant to;
        private final String source = "/vectide/reencode/" + UUID.randomUUID();
        private final List<Event> batch = new ArrayList<>();
        private final Map<Integer, Long> offsets = new TreeMap<>();
        private int documents;
        private int skipped;

        Run(@Nullable Instant from, @Nullable Instant to) {
            this.from = from;
            this.to = to;
        }

        void take(Embedding embedding) {
            Instant time = embedding.eventTime();
            Content content = embedding.content();
            if ((from != null && time.isBefore(from)) || (to != null && !time.isBefore(to))) {
                return;
            }
            if (content == null) {
                skipped++;
                return;
            }
            documents++;
            batch.add(repair(embedding, content, source));
            if (batch.size() == BATCH) {
                append();
            }
        }

        void append() {
            if (!batch.isEmpty()) {
                Position position = Reencode.this.append(List.copyOf(batch));
                position.offsets().forEach((partition, offset) -> offsets.merge(partition, offset, Math::max));
                batch.clear();
            }
        }
    }

    private Position append(List<Event> events) {
        try {
            return sink.append(events).toCompletableFuture().join();
        } catch (CompletionException e) {
            // What the sink says of itself is what whoever answers knows.
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static Event repair(Embedding embedding, Content content, String source) {
        return new Event(
                embedding.key(),
                new Identity(source, embedding.key().document()),
                embedding.eventTime(),
                content,
                embedding.attributes(),
                Origin.BACKFILL,
                embedding.source().offset());
    }
}
