package dev.vectide.encoder.kafka;

import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.kafka.LoggedRecord;
import dev.vectide.core.kafka.RecordHeadersReader;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.LongTexts;
import dev.vectide.core.stream.StreamDirectory;
import dev.vectide.core.stream.StreamSettings;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.EventCodec;
import dev.vectide.core.wire.Headers;
import dev.vectide.core.wire.MalformedRecordException;
import dev.vectide.core.wire.NewerFormatException;
import dev.vectide.encoder.memory.ContentHash;
import dev.vectide.encoder.ContentModel;
import dev.vectide.encoder.memory.EncodedContent;
import dev.vectide.encoder.memory.Memory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of each event, in source order, before any text is encoded: retries and overtaken repairs are
 * skipped, deletions and ready vectors pass, what cannot be encoded is dead.
 *
 * <p>Used by one thread.
 */
final class Planner {
    private static final Logger LOG = LoggerFactory.getLogger(Planner.class);
    private static final String ELSEWHERE = "another space's encoder answers for it";

    private final ContentModel model;
    private final Neighbours neighbours;
    private final Space space;
    private final StreamDirectory streams;
    private final LongTexts longTexts;

    /** @param longTexts of streams that have no wish of their own */
    Planner(ContentModel model, Neighbours neighbours, StreamDirectory streams, LongTexts longTexts) {
        this.neighbours = neighbours;
        this.model = model;
        this.space = model.space();
        this.streams = streams;
        this.longTexts = longTexts;
    }

    /** Plans one event and remembers it as written, so that the next of the same batch is told apart. */
    Planned plan(ConsumerRecord<byte[], byte[]> record, Memory memory) {
        SourcePosition source = new SourcePosition(record.partition(), record.offset());
        Event event;
        try {
            Headers.requireReadable(
                    RecordHeadersReader.of(record.headers()).apply(Headers.FORMAT), record.topic() + "-" + source);
            event = decode(record);
        } catch (NewerFormatException e) {
            LoggedRecord.tell(record, () -> LOG.error("encoding stops: {}", e.getMessage()));
            throw e;
        } catch (MalformedRecordException e) {
            return neighbours.first() ? Planned.dead(String.valueOf(e.getMessage()), e) : Planned.skipped(ELSEWHERE);
        }
        if (event.reencodeBase() == null && memory.isRetry(event)) {
            return Planned.skipped("retry");
        }
        if (memory.isOvertaken(event)) {
            return Planned.skipped("overtaken");
        }
        return plan(event, source, memory);
    }

    private Planned plan(Event event, SourcePosition source, Memory memory) {
        String key = event.key().toString();
        Content content = event.content();
        if (isElsewhere(content)) {
            return Planned.skipped(ELSEWHERE);
        }
        String fault = fault(content);
        if (fault != null) {
            return Planned.dead(fault, null);
        }
        if (content instanceof Content.Deleted) {
            memory.written(key, event.identity(), null, source);
            Tombstone tombstone = new Tombstone(event.key(), event.identity(), event.time(), source);
            return new Planned.Done(new Outcome.Written(tombstone), event);
        }
        Bytes hash = ContentHash.of(content);
        boolean repeat = event.reencodeBase() == null && memory.isUnchanged(event, hash);
        memory.written(key, event.identity(), hash, source);
        if (!(content instanceof Content.Vector given)) {
            return encode(event, hash, repeat, memory);
        }
        FloatVector unit = space.normalised() ? given.vector().normalised() : given.vector();
        Embedding ready = embedding(event, hash, repeat, false, source, List.of(new Chunk(0, 0, unit)), "producer");
        return new Planned.Done(new Outcome.Written(ready), event);
    }

    private Planned encode(Event event, Bytes hash, boolean repeat, Memory memory) {
        EncodedContent known = repeat ? memory.encoded(event, hash) : null;
        if (known != null) {
            return new Planned.Reuse(event, known);
        }
        EncodedContent encoded = new EncodedContent(hash);
        memory.encoding(event.key().toString(), encoded);
        Work work = new Work(event.content(), Objects.requireNonNullElse(settings(event).longTexts(), longTexts));
        return new Planned.Encode(event, work, repeat, encoded);
    }

    /** The record of an encoded content. */
    Embedding embedding(
            Event event, Bytes hash, boolean repeat, EncodedContent.Vectors vectors, SourcePosition source) {
        return embedding(
                event, hash, repeat, vectors.truncated(), source, vectors.chunks(), vectors.producer());
    }

    private Embedding embedding(
            Event event,
            Bytes hash,
            boolean repeat,
            boolean truncated,
            SourcePosition source,
            List<Chunk> chunks,
            String stamp) {
        StreamSettings settings = settings(event);
        // A vector is its own content: storing it twice helps nobody.
        boolean stored = settings.storeContent() && !(event.content() instanceof Content.Vector);
        return new Embedding(
                event.key(),
                event.identity(),
                space.fingerprint(),
                stamp,
                event.time(),
                expiry(settings, event.time()),
                event.origin(),
                repeat,
                truncated,
                stored ? event.content() : null,
                hash,
                event.attributes(),
                source,
                chunks);
    }

    private StreamSettings settings(Event event) {
        String stream = event.key().stream();
        return streams.find(stream).orElseGet(() -> StreamSettings.defaults(stream));
    }

    /** Whether another space answers for it: it encodes it, or is the first of those that do not. */
    private boolean isElsewhere(Content content) {
        if (content instanceof Content.Vector vector) {
            boolean ours = vector.space() == null ? neighbours.first() : isOurs(vector.space());
            return !ours && (neighbours.claim(vector) || !neighbours.first());
        }
        boolean taken = content instanceof Content.Deleted || model.takes(content);
        return !taken && (neighbours.take(content) || !neighbours.first());
    }

    private boolean isOurs(String claimed) {
        return claimed.equals(space.name()) || claimed.equals(space.qualifiedName());
    }

    /** Why there cannot be a vector of it, or null. */
    private @Nullable String fault(Content content) {
        if (content instanceof Content.Vector vector) {
            return fault(vector);
        }
        if (content instanceof Content.Deleted || model.takes(content)) {
            return null;
        }
        String what = content instanceof Content.Image ? "an image" : "a text";
        return what + ", but space " + space.name() + " encodes " + model.kind();
    }

    private @Nullable String fault(Content.Vector content) {
        String claimed = content.space();
        if (claimed != null && !isOurs(claimed)) {
            return "a vector of space " + claimed + " where " + space.qualifiedName() + " is expected";
        }
        FloatVector vector = content.vector();
        if (vector.dimension() != space.dimension()) {
            return "a vector of " + vector.dimension() + " dimensions where space " + space.name() + " has "
                    + space.dimension();
        }
        return space.normalised() && vector.norm() == 0 ? "a zero vector has no direction" : null;
    }

    private static @Nullable Instant expiry(StreamSettings settings, Instant time) {
        return settings.ttl() == null ? null : time.plus(settings.ttl());
    }

    private static Event decode(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            throw new MalformedRecordException("an event without value", null);
        }
        Event event = EventCodec.decode(record.value());
        int year = event.time().atOffset(ZoneOffset.UTC).getYear();
        if (year < 0 || year > 9999) {
            // It would leave its stream's clock there for ever.
            throw new MalformedRecordException("not an event: its time " + event.time() + " is of no year from 0 to 9999", null);
        }
        return event;
    }
}
