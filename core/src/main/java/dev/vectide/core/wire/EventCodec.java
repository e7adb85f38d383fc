package dev.vectide.core.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.wire.proto.Reencode;
import java.time.Instant;

/** Value of {@code <ns>.events}: the Protobuf message {@code Event} of vectide.proto, format 1. */
public final class EventCodec {
    private EventCodec() {}

    public static byte[] encode(Event event) {
        var builder = dev.vectide.core.wire.proto.Event.newBuilder()
                .setStream(event.key().stream())
                .setDocument(event.key().document())
                .setIdentity(ProtoValues.identity(event.identity()))
                .setTimeMs(event.time().toEpochMilli())
                .addAllAttributes(ProtoValues.attributes(event.attributes()))
                .setOrigin(ProtoValues.origin(event.origin()));
        if (!(event.content() instanceof Content.Deleted)) {
            builder.setContent(ProtoValues.content(event.content()));
        }
        if (event.reencodeBase() != null) {
            builder.setReencode(Reencode.newBuilder().setBaseOffset(event.reencodeBase()));
        }
        return builder.build().toByteArray();
    }

    /** A damaged record is a {@link MalformedRecordException}. */
    public static Event decode(byte[] value) {
        try {
            var event = dev.vectide.core.wire.proto.Event.parseFrom(value);
            return new Event(
                    new DocumentKey(event.getStream(), event.getDocument()),
                    ProtoValues.identity(event.getIdentity()),
                    Instant.ofEpochMilli(event.getTimeMs()),
                    event.hasContent() ? ProtoValues.content(event.getContent()) : new Content.Deleted(),
                    ProtoValues.attributes(event.getAttributesList()),
                    ProtoValues.origin(event.getOrigin()),
                    event.hasReencode() ? event.getReencode().getBaseOffset() : null);
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new MalformedRecordException("not an event: " + e.getMessage(), e);
        }
    }
}
