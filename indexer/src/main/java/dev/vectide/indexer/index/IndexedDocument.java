package dev.vectide.indexer.index;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.event.Origin;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/**
 * What the index keeps of a document: what filters ask for, when it expires and where its codes are.
 *
 * @param timeMs event time, milliseconds since the epoch
 * @param expiresAtMs milliseconds since the epoch, {@link Long#MAX_VALUE} for never
 * @param rows one a chunk; kept up to date by the collection
 */
record IndexedDocument(
        String id,
        Map<String, Object> attributes,
        long timeMs,
        Origin origin,
        boolean truncated,
        long expiresAtMs,
        int[] rows) {
    static IndexedDocument of(Embedding embedding, Shared shared) {
        return new IndexedDocument(
                embedding.key().document(),
                shared.attributes(embedding.attributes()),
                embedding.eventTime().toEpochMilli(),
                embedding.origin(),
                embedding.truncated(),
                expiresAtMs(embedding),
                new int[embedding.chunks().size()]);
    }

    void write(DataOutput out) throws IOException {
        AttributeCodec.writeText(out, id);
        out.writeLong(timeMs);
        AttributeCodec.writeText(out, origin.name());
        out.writeBoolean(truncated);
        out.writeLong(expiresAtMs);
        out.writeInt(rows.length);
        AttributeCodec.write(out, attributes);
    }

    /** @param firstRow the document's first row; the others follow */
    static IndexedDocument read(DataInput in, Shared shared, int firstRow) throws IOException {
        String id = AttributeCodec.readText(in);
        long timeMs = in.readLong();
        Origin origin = Origin.valueOf(AttributeCodec.readText(in));
        boolean truncated = in.readBoolean();
        long expiresAtMs = in.readLong();
        int[] rows = new int[in.readInt()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = firstRow + i;
        }
        Map<String, Object> attributes = shared.attributes(AttributeCodec.read(in));
        return new IndexedDocument(id, attributes, timeMs, origin, truncated, expiresAtMs, rows);
    }

    static long expiresAtMs(Embedding embedding) {
        return embedding.expiresAt() == null ? Long.MAX_VALUE : embedding.expiresAt().toEpochMilli();
    }
}
