package dev.vectide.core.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.vectide.core.canary.CanaryRound;
import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.vector.FloatVector;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Records of the canary topic; their format is told by the header {@link Headers#FORMAT}. */
public final class CanaryCodec {
    private CanaryCodec() {}

    public static byte[] encode(CanaryRound round) {
        var builder = dev.vectide.core.wire.proto.CanaryRound.newBuilder()
                .setFingerprint(ByteString.copyFrom(round.fingerprint().toBytes()))
                .setProducer(round.producer())
                .setInstance(round.instance())
                .setTimeMs(round.time().toEpochMilli())
                .addAllTexts(round.texts());
        round.vectors().forEach(vector -> builder.addVectors(ByteString.copyFrom(vector.toLittleEndian())));
        return builder.build().toByteArray();
    }

    /**
     * @param format header of the record
     * @throws MalformedRecordException if the record is damaged
     * @throws NewerFormatException if a newer major version wrote it
     */
    public static CanaryRound decode(byte[] value, byte @Nullable [] format) {
        Headers.requireReadable(format, "canary record");
        try {
            var round = dev.vectide.core.wire.proto.CanaryRound.parseFrom(value);
            return new CanaryRound(
                    Fingerprint.of(round.getFingerprint().toByteArray()),
                    round.getProducer(),
                    round.getInstance(),
                    Instant.ofEpochMilli(round.getTimeMs()),
                    round.getTextsList(),
                    round.getVectorsList().stream()
                            .map(vector -> FloatVector.fromLittleEndian(vector.asReadOnlyByteBuffer()))
                            .toList());
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new MalformedRecordException("not a canary record: " + e.getMessage(), e);
        }
    }
}
