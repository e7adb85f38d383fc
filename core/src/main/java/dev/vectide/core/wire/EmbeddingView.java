package dev.vectide.core.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.WireFormat;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.event.Origin;
import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.wire.proto.Chunk;
import dev.vectide.core.wire.proto.Content;
import dev.vectide.core.wire.proto.Embedding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The value of an embedding for who wants a vector and where it belongs, and nothing of the rest: it goes through the fields
 * once and makes no message of them; what nobody asks for is neither copied nor checked. {@link VectorsCodec} reads the whole.
 *
 * <p>Holds on to the bytes it was read from, which must not change.
 */
public final class EmbeddingView {
    private static final int VARINT = WireFormat.WIRETYPE_VARINT;
    private static final int BYTES = WireFormat.WIRETYPE_LENGTH_DELIMITED;

    private final byte[] value;
    private final DocumentKey key;
    private final Origin origin;
    private final boolean repeat;
    private final long eventTimeMs;
    private final SourcePosition source;
    private final Range fingerprint;
    private final @Nullable Range content;
    /** Whether content comes several times, to be joined, as no writer of ours does it. */
    private final boolean inParts;
    private final Range vector;

    /** Where in the value something lies. */
    private record Range(int start, int end) {
        static final Range EMPTY = new Range(0, 0);

        int length() {
            return end - start;
        }

        /** Goes past what has its length before it. */
        static Range skip(CodedInputStream in) throws IOException {
            int length = in.readRawVarint32();
            int start = in.getTotalBytesRead();
            in.skipRawBytes(length);
            return new Range(start, start + length);
        }
    }

    private EmbeddingView(byte[] value) throws IOException {
        String stream = "";
        String document = "";
        int originNumber = 0;
        boolean repeated = false;
        long timeMs = 0;
        int partition = 0;
        long offset = 0;
        Range space = Range.EMPTY;
        Range stored = null;
        boolean several = false;
        Range first = Range.EMPTY;
        int chunks = 0;
        CodedInputStream in = CodedInputStream.newInstance(value);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case Embedding.STREAM_FIELD_NUMBER << 3 | BYTES -> stream = in.readStringRequireUtf8();
                case Embedding.DOCUMENT_FIELD_NUMBER << 3 | BYTES -> document = in.readStringRequireUtf8();
                case Embedding.FINGERPRINT_FIELD_NUMBER << 3 | BYTES -> space = Range.skip(in);
                case Embedding.EVENT_TIME_MS_FIELD_NUMBER << 3 | VARINT -> timeMs = in.readInt64();
                case Embedding.ORIGIN_FIELD_NUMBER << 3 | VARINT -> originNumber = in.readEnum();
                case Embedding.REPEAT_FIELD_NUMBER << 3 | VARINT -> repeated = in.readBool();
                case Embedding.CONTENT_FIELD_NUMBER << 3 | BYTES -> {
                    several = stored != null;
                    stored = Range.skip(in);
                }
                case Embedding.SOURCE_PARTITION_FIELD_NUMBER << 3 | VARINT -> partition = in.readInt32();
                case Embedding.SOURCE_OFFSET_FIELD_NUMBER << 3 | VARINT -> offset = in.readInt64();
                case Embedding.CHUNKS_FIELD_NUMBER << 3 | BYTES -> {
                    Range one = chunk(in);
                    if (chunks++ == 0) {
                        first = one;
                    } else if (one.length() != first.length()) {
                        throw new IllegalArgumentException(
                                "embedding of " + stream + "/" + document + " mixes dimensions");
                    }
                }
                default -> skip(in, tag);
            }
        }
        var named = dev.vectide.core.wire.proto.Origin.forNumber(originNumber);
        this.value = value;
        this.key = new DocumentKey(stream, document);
        this.origin = ProtoValues.origin(named == null ? dev.vectide.core.wire.proto.Origin.UNRECOGNIZED : named);
        this.repeat = repeated;
        this.eventTimeMs = timeMs;
        this.source = new SourcePosition(partition, offset);
        this.fingerprint = space;
        this.content = stored;
        this.inParts = several;
        this.vector = first;
        if (chunks == 0) {
            throw new IllegalArgumentException("embedding of " + key + " has no vector");
        }
        if (vector.length() == 0 || vector.length() % Float.BYTES != 0) {
            throw new IllegalArgumentException(
                    "a vector of " + vector.length() + " bytes: expected a positive multiple of 4");
        }
    }

    /** Goes past a field in the way in which the whole reader does, so that both take the same for damaged. */
    private static void skip(CodedInputStream in, int tag) throws IOException {
        switch (WireFormat.getTagWireType(tag)) {
            case BYTES -> Range.skip(in);
            case VARINT -> in.readInt64();
            default -> {
                if (!UnknownFieldSet.newBuilder().mergeFieldFrom(tag, in)) {
                    throw new IllegalArgumentException("a group ends that did not begin");
                }
            }
        }
    }

    /** The vector of the chunk that comes next. */
    private static Range chunk(CodedInputStream in) throws IOException {
        Range vector = Range.EMPTY;
        int outer = in.pushLimit(in.readRawVarint32());
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == (Chunk.VECTOR_FIELD_NUMBER << 3 | BYTES)) {
                vector = Range.skip(in);
            } else {
                skip(in, tag);
            }
        }
        in.popLimit(outer);
        return vector;
    }

    /**
     * @param header value of the record's last header of a name, or null
     * @throws MalformedRecordException if the record is damaged
     * @throws NewerFormatException if a newer major version wrote it
     */
    public static EmbeddingView of(byte[] value, Function<String, byte @Nullable []> header) {
        Headers.requireReadable(header.apply(Headers.FORMAT), "vectors record");
        try {
            return new EmbeddingView(value);
        } catch (IOException | IllegalArgumentException e) {
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
        return repeat;
    }

    public long eventTimeMs() {
        return eventTimeMs;
    }

    public SourcePosition source() {
        return source;
    }

    public int dimension() {
        return vector.length() / Float.BYTES;
    }

    /** Whether the vector is of the space with this fingerprint, as its bytes. */
    public boolean isOf(byte[] other) {
        return Arrays.equals(value, fingerprint.start(), fingerprint.end(), other, 0, other.length);
    }

    /** @throws MalformedRecordException if it is none */
    public Fingerprint fingerprint() {
        try {
            return Fingerprint.of(Arrays.copyOfRange(value, fingerprint.start(), fingerprint.end()));
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException("not a vectors record: " + e.getMessage(), e);
        }
    }

    /** The first chunk's vector, in an array of its own. */
    public float[] vector() {
        float[] floats = new float[dimension()];
        vector(floats);
        return floats;
    }

    /** The first chunk's vector, into an array of its dimension. */
    public void vector(float[] floats) {
        ByteBuffer.wrap(value, vector.start(), vector.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(floats);
    }

    /**
     * Null where none is stored, or something else than text.
     *
     * @throws MalformedRecordException if what is stored is damaged
     */
    public @Nullable String text() {
        if (content == null) {
            return null;
        }
        try {
            Content stored = inParts
                    ? VectorsCodec.parse(value).getContent()
                    : Content.parser().parseFrom(value, content.start(), content.length());
            return stored.hasText() ? stored.getText() : null;
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedRecordException("not a vectors record: content: " + e.getMessage(), e);
        }
    }

    /** @throws MalformedRecordException if they are damaged */
    public Map<String, Object> attributes() {
        try {
            return ProtoValues.attributes(VectorsCodec.parse(value).getAttributesList());
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new MalformedRecordException("not a vectors record: " + e.getMessage(), e);
        }
    }
}
