package dev.vectide.indexer.index;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.event.Origin;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/**
 * What the index keeps of a document: what filters ask for, when it expires and where its codes are.
 *
 * @param expiresAtMs milliseconds since the epoch, {@link Long#MAX_VALUE} for never
 * @param rows one a chunk; kept up to date by the collection
 */
record IndexedDocument(
        String id,
        Map<String, Object> attributes,
        Instant time,
        Origin origin,
        boolean truncated,
        long expiresAtMs,
        int[] rows) {
    static IndexedDocument of(Embedding embedding) {
        return new IndexedDocument(
                embedding.key().document(),
                embedding.attributes(),
                embedding.eventTime(),
                embedding.origin(),
                embedding.truncated(),
                expiresAtMs(embedding),
                new int[embedding.chunks().size()]);
    }

    void write(DataOutput out) throws IOException {
        AttributeCodec.writeText(out, id);
        out.writeLong(time.toEpochMilli());
        AttributeCodec.writeText(out, origin.name());
        out.writeBoolean(truncated);
        out.writeLong(expiresAtMs);
        out.writeInt(rows.length);
        AttributeCodec.write(out, attributes);
    }

    /** @param firstRow the document's first row; the others follow */
    static IndexedDocument read(DataInput in, AttributeCodec codec, int firstRow) throws IOException {
        String id = AttributeCodec.readText(in);
        Instant time = Instant.ofEpochMilli(in.readLong());
        Origin origin = Origin.valueOf(AttributeCodec.readText(in));
        boolean truncated = in.readBoolean();
        long expiresAtMs = in.readLong();
        int[] rows = new int[in.readInt()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = firstRow + i;
        }
        return new IndexedDocument(id, codec.read(in), time, origin, truncated, expiresAtMs, rows);
    }

    static long expiresAtMs(Embedding embedding) {
        return embedding.expiresAt() == null ? Long.MAX_VALUE : embedding.expiresAt().toEpochMilli();
    }
}
