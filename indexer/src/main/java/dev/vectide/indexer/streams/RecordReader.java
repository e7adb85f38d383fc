package dev.vectide.indexer.streams;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.kafka.RecordHeadersReader;
import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.space.Space;
import dev.vectide.core.wire.MalformedRecordException;
import dev.vectide.core.wire.NewerFormatException;
import dev.vectide.core.wire.VectorsCodec;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of the vectors topic and refuses what must not enter the store: the one judge of processing and of
 * restoring.
 *
 * <p>Safe for concurrent use.
 */
final class RecordReader {
    private final Space space;
    private final Fingerprint fingerprint;

    RecordReader(Space space) {
        this.space = space;
        this.fingerprint = space.fingerprint();
    }

    /**
     * @throws MalformedRecordException if the record is damaged or of another space
     * @throws NewerFormatException if a newer major version wrote it
     */
    VectorsRecord read(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        if (key == null) {
            throw new MalformedRecordException("not a vectors record: it has no key", null);
        }
        VectorsRecord record = VectorsCodec.decode(key, value, RecordHeadersReader.of(headers));
        if (record instanceof Embedding embedding) {
            check(embedding, key);
        }
        return record;
    }

    private void check(Embedding embedding, byte[] key) {
        if (!java.util.Arrays.equals(embedding.key().toBytes(), key)) {
            throw new MalformedRecordException(
                    "the record's key is '" + new String(key, java.nio.charset.StandardCharsets.UTF_8) + "', its document is "
                            + embedding.key(),
                    null);
        }
        if (!embedding.fingerprint().equals(fingerprint)) {
            throw new MalformedRecordException(
                    embedding.key() + " is of the space with fingerprint "
                            + embedding.fingerprint().short8() + ", this store holds " + space.qualifiedName(),
                    null);
        }
        if (embedding.dimension() != space.dimension()) {
            throw new MalformedRecordException(
                    embedding.key() + " has dimension " + embedding.dimension() + ", space " + space.name() + " has "
                            + space.dimension(),
                    null);
        }
        embedding.chunks().forEach(chunk -> {
            if (!chunk.vector().isFinite()) {
                throw new MalformedRecordException(embedding.key() + " has a value that is not a finite number", null);
            }
        });
    }
}
