package dev.vectide.core.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.Progress;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Identity;
import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records of {@code <ns>.vectors.<space>-<fp8>}, format 1: under {@code stream/document} an {@code Embedding} of
 * vectide.proto, or null for a delete whose headers say by which event; under {@code _progress/<partition>} a {@code
 * Progress}. A stream name cannot begin with an underscore, so the keys cannot meet.
 */
public final class VectorsCodec {
    private static final String PROGRESS_PREFIX = "_progress/";
    private static final byte[] PROGRESS_PREFIX_BYTES = PROGRESS_PREFIX.getBytes(StandardCharsets.US_ASCII);

    private VectorsCodec() {}

    /** A record as it goes into the topic, without partition. */
    public record Wire(byte[] key, byte @Nullable [] value, Map<String, byte[]> headers) {}

    public static Wire encode(VectorsRecord record) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(Headers.FORMAT, Headers.currentFormat());
        if (record instanceof Embedding embedding) {
            return new Wire(embedding.key().toBytes(), encodeEmbedding(embedding), headers);
        }
        if (record instanceof Tombstone tombstone) {
            headers.put(Headers.SOURCE_POSITION, utf8(tombstone.source().toString()));
            headers.put(Headers.EVENT_TIME, utf8(Long.toString(tombstone.eventTime().toEpochMilli())));
            headers.put(Headers.IDENTITY_SOURCE, utf8(tombstone.identity().source()));
            headers.put(Headers.IDENTITY_ID, utf8(tombstone.identity().id()));
            return new Wire(tombstone.key().toBytes(), null, headers);
        }
        Progress progress = (Progress) record;
        byte[] value = dev.vectide.core.wire.proto.Progress.newBuilder()
                .setPartition(progress.partition())
                .setNextOffset(progress.nextOffset())
                .putAllClocksMs(progress.clocksMs())
                .build()
                .toByteArray();
        return new Wire(utf8(PROGRESS_PREFIX + progress.partition()), value, headers);
    }

    /** Whether a record with this key is a progress record: for readers that skip them without decoding. */
    public static boolean isProgress(byte[] key) {
        if (key.length < PROGRESS_PREFIX_BYTES.length) {
            return false;
        }
        for (int i = 0; i < PROGRESS_PREFIX_BYTES.length; i++) {
            if (key[i] != PROGRESS_PREFIX_BYTES[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param header value of the last header of a name, or null
     * @throws MalformedRecordException if the record is damaged
     * @throws NewerFormatException if a newer major version wrote it
     */
    public static VectorsRecord decode(byte[] key, byte @Nullable [] value, Function<String, byte @Nullable []> header) {
        Headers.requireReadable(header.apply(Headers.FORMAT), "vectors record");
        try {
            if (isProgress(key)) {
                if (value == null) {
                    throw new IllegalArgumentException("progress record without value");
                }
                var progress = dev.vectide.core.wire.proto.Progress.parseFrom(value);
                return new Progress(progress.getPartition(), progress.getNextOffset(), progress.getClocksMsMap());
            }
            return value == null ? decodeTombstone(key, header) : decodeEmbedding(value);
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new MalformedRecordException("not a vectors record: " + e.getMessage(), e);
        }
    }

    private static byte[] encodeEmbedding(Embedding embedding) {
        var builder = dev.vectide.core.wire.proto.Embedding.newBuilder()
                .setStream(embedding.key().stream())
                .setDocument(embedding.key().document())
                .setIdentity(ProtoValues.identity(embedding.identity()))
                .setFingerprint(ByteString.copyFrom(embedding.fingerprint().toBytes()))
                .setProducer(embedding.producer())
                .setEventTimeMs(embedding.eventTime().toEpochMilli())
                .setExpiresAtMs(embedding.expiresAt() == null ? 0 : embedding.expiresAt().toEpochMilli())
                .setOrigin(ProtoValues.origin(embedding.origin()))
                .setRepeat(embedding.repeat())
                .setTruncated(embedding.truncated())
                .setContentHash(ByteString.copyFrom(embedding.contentHash().toArray()))
                .addAllAttributes(ProtoValues.attributes(embedding.attributes()))
                .setSourcePartition(embedding.source().partition())
                .setSourceOffset(embedding.source().offset());
        if (embedding.content() != null) {
            builder.setContent(ProtoValues.content(embedding.content()));
        }
        for (Chunk chunk : embedding.chunks()) {
            builder.addChunks(dev.vectide.core.wire.proto.Chunk.newBuilder()
                    .setStart(chunk.start())
                    .setEnd(chunk.end())
                    .setVector(ByteString.copyFrom(chunk.vector().toLittleEndian())));
        }
        return builder.build().toByteArray();
    }

    /** Vectors are most of a record: what is parsed has them where they are, in {@code value}. */
    static dev.vectide.core.wire.proto.Embedding parse(byte[] value) throws InvalidProtocolBufferException {
        CodedInputStream input = UnsafeByteOperations.unsafeWrap(value).newCodedInput();
        input.enableAliasing(true);
        var embedding = dev.vectide.core.wire.proto.Embedding.parser().parseFrom(input);
        input.checkLastTagWas(0);
        return embedding;
    }

    /** The value of an embedding alone, as a store keeps it. */
    public static Embedding decodeEmbedding(byte[] value) throws InvalidProtocolBufferException {
        var embedding = parse(value);
        List<Chunk> chunks = new ArrayList<>(embedding.getChunksCount());
        for (var chunk : embedding.getChunksList()) {
            chunks.add(new Chunk(
                    chunk.getStart(),
                    chunk.getEnd(),
                    FloatVector.fromLittleEndian(chunk.getVector().asReadOnlyByteBuffer())));
        }
        return new Embedding(
                new DocumentKey(embedding.getStream(), embedding.getDocument()),
                ProtoValues.identity(embedding.getIdentity()),
                Fingerprint.of(embedding.getFingerprint().toByteArray()),
                embedding.getProducer(),
                Instant.ofEpochMilli(embedding.getEventTimeMs()),
                embedding.getExpiresAtMs() == 0 ? null : Instant.ofEpochMilli(embedding.getExpiresAtMs()),
                ProtoValues.origin(embedding.getOrigin()),
                embedding.getRepeat(),
                embedding.getTruncated(),
                embedding.hasContent() ? ProtoValues.content(embedding.getContent()) : null,
                Bytes.copyOf(embedding.getContentHash().toByteArray()),
                ProtoValues.attributes(embedding.getAttributesList()),
                new SourcePosition(embedding.getSourcePartition(), embedding.getSourceOffset()),
                chunks);
    }

    private static Tombstone decodeTombstone(byte[] key, Function<String, byte @Nullable []> header) {
        return new Tombstone(
                DocumentKey.parse(key),
                new dev.vectide.core.event.Identity(
                        text(header, Headers.IDENTITY_SOURCE), text(header, Headers.IDENTITY_ID)),
                Instant.ofEpochMilli(Long.parseLong(text(header, Headers.EVENT_TIME))),
                SourcePosition.parse(text(header, Headers.SOURCE_POSITION)));
    }

    private static String text(Function<String, byte @Nullable []> header, String name) {
        byte[] value = header.apply(name);
        if (value == null) {
            throw new IllegalArgumentException("delete without header " + name);
        }
        return new String(value, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
