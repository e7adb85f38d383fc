package dev.vectide.core.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.event.Origin;
import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.wire.proto.Chunk;
import dev.vectide.core.wire.proto.Embedding;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The value of an embedding for who wants a vector and where it belongs, and nothing of the rest: parts are read when they
 * are asked for, and what nobody asks for is neither copied nor checked. {@link VectorsCodec} reads the whole.
 *
 * <p>Holds on to the bytes it was read from, which must not change.
 */
public final class EmbeddingView {
    private final Embedding message;
    private final DocumentKey key;
    private final Origin origin;

    private EmbeddingView(Embedding message) {
        this.message = message;
        this.key = new DocumentKey(message.getStream(), message.getDocument());
        this.origin = ProtoValues.origin(message.getOrigin());
        if (message.getChunksCount() == 0) {
            throw new IllegalArgumentException("embedding of " + key + " has no vector");
        }
        int bytes = message.getChunks(0).getVector().size();
        for (Chunk chunk : message.getChunksList()) {
            if (chunk.getVector().size() != bytes) {
                throw new IllegalArgumentException("embedding of " + key + " mixes dimensions");
            }
        }
        if (bytes == 0 || bytes % Float.BYTES != 0) {
            throw new IllegalArgumentException("a vector of " + bytes + " bytes: expected a positive multiple of 4");
        }
    }

    /**
     * @param header value of the record's last header of a name, or null
     * @throws MalformedRecordException if the record is damaged
     * @throws NewerFormatException if a newer major version wrote it
     */
    public static EmbeddingView of(byte[] value, Function<String, byte @Nullable []> header) {
        Headers.requireReadable(header.apply(Headers.FORMAT), "vectors record");
        try {
            return new EmbeddingView(VectorsCodec.parse(value));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new MalformedRecordException("not a vectors record: " + e.getMessage(), e);
        }
    }

    public DocumentKey key() {
        return key;
    }

    public Origin origin() {
        return origin;
    }

    public boolean repeat() {
        return message.getRepeat();
    }

    public long eventTimeMs() {
        return message.getEventTimeMs();
    }

    public SourcePosition source() {
        return new SourcePosition(message.getSourcePartition(), message.getSourceOffset());
    }

    public int dimension() {
        return message.getChunks(0).getVector().size() / Float.BYTES;
    }

    /** Whether the vector is of the space with this fingerprint, as its bytes. */
    public boolean isOf(byte[] fingerprint) {
        ByteString own = message.getFingerprint();
        if (own.size() != fingerprint.length) {
            return false;
        }
        for (int i = 0; i < fingerprint.length; i++) {
            if (own.byteAt(i) != fingerprint[i]) {
                return false;
            }
        }
        return true;
    }

    /** @throws MalformedRecordException if it is none */
    public Fingerprint fingerprint() {
        try {
            return Fingerprint.of(message.getFingerprint().toByteArray());
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException("not a vectors record: " + e.getMessage(), e);
        }
    }

    /** The first chunk's vector, in an array of its own. */
    public float[] vector() {
        float[] vector = new float[dimension()];
        message.getChunks(0)
                .getVector()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(vector);
        return vector;
    }

    /** Null where none is stored, or something else than text. */
    public @Nullable String text() {
        return message.hasContent() && message.getContent().hasText()
                ? message.getContent().getText()
                : null;
    }

    public Map<String, Object> attributes() {
        return ProtoValues.attributes(message.getAttributesList());
    }
}
