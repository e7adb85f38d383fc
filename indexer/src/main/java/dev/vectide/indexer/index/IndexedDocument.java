package dev.vectide.indexer.index;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.event.Origin;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the index keeps of a document: what filters ask for, when it expires and where its codes are, one row a chunk. There
 * are many of these, and nearly all have one row: an array for it would be most of what can be saved.
 *
 * <p>Immutable but for its rows, which the collection keeps up to date, and its id, which may become an equal one.
 */
final class IndexedDocument {
    private String id;
    private final Map<String, Object> attributes;
    private final long timeMs;
    private final long expiresAtMs;
    private final Origin origin;
    private final boolean truncated;
    private int row;
    /** All rows, where there are several. */
    private final int @Nullable [] rows;

    /**
     * @param timeMs event time, milliseconds since the epoch
     * @param expiresAtMs milliseconds since the epoch, {@link Long#MAX_VALUE} for never
     * @param chunks how many rows it has
     */
    private IndexedDocument(
            String id,
            Map<String, Object> attributes,
            long timeMs,
            Origin origin,
            boolean truncated,
            long expiresAtMs,
            int chunks) {
        this.id = id;
        this.attributes = attributes;
        this.timeMs = timeMs;
        this.origin = origin;
        this.truncated = truncated;
        this.expiresAtMs = expiresAtMs;
        this.rows = chunks == 1 ? null : new int[chunks];
    }

    static IndexedDocument of(Embedding embedding, Shared shared) {
        return new IndexedDocument(
                embedding.key().document(),
                shared.attributes(embedding.attributes()),
                embedding.eventTime().toEpochMilli(),
                embedding.origin(),
                embedding.truncated(),
                expiresAtMs(embedding),
                embedding.chunks().size());
    }

    String id() {
        return id;
    }

    Map<String, Object> attributes() {
        return attributes;
    }

    long timeMs() {
        return timeMs;
    }

    Origin origin() {
        return origin;
    }

    boolean truncated() {
        return truncated;
    }

    long expiresAtMs() {
        return expiresAtMs;
    }

    int chunks() {
        return rows == null ? 1 : rows.length;
    }

    /** The id of what it replaces is kept, which the index holds already: equal ones are not to be there twice. */
    void replaces(IndexedDocument earlier) {
        id = earlier.id;
    }

    int row(int chunk) {
        return rows == null ? row : rows[chunk];
    }

    void setRow(int chunk, int number) {
        if (rows == null) {
            row = number;
        } else {
            rows[chunk] = number;
        }
    }

    void write(DataOutput out) throws IOException {
        AttributeCodec.writeText(out, id);
        out.writeLong(timeMs);
        AttributeCodec.writeText(out, origin.name());
        out.writeBoolean(truncated);
        out.writeLong(expiresAtMs);
        out.writeInt(chunks());
        AttributeCodec.write(out, attributes);
    }

    /** Without rows. */
    static IndexedDocument read(DataInput in, Shared shared) throws IOException {
        String id = AttributeCodec.readText(in);
        long timeMs = in.readLong();
        Origin origin = Origin.valueOf(AttributeCodec.readText(in));
        boolean truncated = in.readBoolean();
        long expiresAtMs = in.readLong();
        int chunks = in.readInt();
        Map<String, Object> attributes = shared.attributes(AttributeCodec.read(in));
        return new IndexedDocument(id, attributes, timeMs, origin, truncated, expiresAtMs, chunks);
    }

    static long expiresAtMs(Embedding embedding) {
        return embedding.expiresAt() == null ? Long.MAX_VALUE : embedding.expiresAt().toEpochMilli();
    }
}
