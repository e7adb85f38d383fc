package dev.vectide.core.wire;

import com.google.protobuf.ByteString;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.proto.Attribute;
import dev.vectide.core.wire.proto.Image;
import dev.vectide.core.wire.proto.TextList;
import dev.vectide.core.wire.proto.Vector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values that events and embeddings share, to and from Protobuf. */
final class ProtoValues {
    private ProtoValues() {}

    static dev.vectide.core.wire.proto.Identity identity(Identity identity) {
        return dev.vectide.core.wire.proto.Identity.newBuilder()
                .setSource(identity.source())
                .setId(identity.id())
                .build();
    }

    static Identity identity(dev.vectide.core.wire.proto.Identity identity) {
        return new Identity(identity.getSource(), identity.getId());
    }

    /** For anything but a deletion, which is the absence of content. */
    static dev.vectide.core.wire.proto.Content content(Content content) {
        var builder = dev.vectide.core.wire.proto.Content.newBuilder();
        if (content instanceof Content.Text text) {
            builder.setText(text.text());
        } else if (content instanceof Content.Image image) {
            builder.setImage(Image.newBuilder()
                    .setMediaType(image.mediaType())
                    .setData(ByteString.copyFrom(image.data().toArray())));
        } else if (content instanceof Content.Vector vector) {
            builder.setVector(Vector.newBuilder()
                    .setValues(ByteString.copyFrom(vector.vector().toLittleEndian()))
                    .setSpace(vector.space() == null ? "" : vector.space()));
        } else {
            throw new IllegalArgumentException("a deletion has no content");
        }
        return builder.build();
    }

    static Content content(dev.vectide.core.wire.proto.Content content) {
        return switch (content.getKindCase()) {
            case TEXT -> new Content.Text(content.getText());
            case IMAGE -> new Content.Image(
                    content.getImage().getMediaType(),
                    Bytes.copyOf(content.getImage().getData().toByteArray()));
            case VECTOR -> new Content.Vector(
                    FloatVector.fromLittleEndian(content.getVector().getValues().asReadOnlyByteBuffer()),
                    content.getVector().getSpace().isEmpty()
                            ? null
                            : content.getVector().getSpace());
            case KIND_NOT_SET -> throw new IllegalArgumentException("content of a kind that this version does not know");
        };
    }

    static List<Attribute> attributes(Map<String, Object> attributes) {
        List<Attribute> list = new ArrayList<>(attributes.size());
        attributes.forEach((name, value) -> list.add(attribute(name, value)));
        return list;
    }

    private static Attribute attribute(String name, Object value) {
        Attribute.Builder builder = Attribute.newBuilder().setName(name);
        if (value instanceof String text) {
            builder.setText(text);
        } else if (value instanceof Boolean flag) {
            builder.setFlag(flag);
        } else if (value instanceof Integer || value instanceof Long) {
            builder.setInteger(((Number) value).longValue());
        } else if (value instanceof Number number) {
            builder.setNumber(number.doubleValue());
        } else if (value instanceof List<?> list) {
            TextList.Builder texts = TextList.newBuilder();
            list.forEach(item -> texts.addValues(String.valueOf(item)));
            builder.setTexts(texts);
        } else {
            throw new IllegalArgumentException("attribute " + name + " has a value of type "
                    + value.getClass().getSimpleName() + ": expected text, number, boolean or a list of texts");
        }
        return builder.build();
    }

    static Map<String, Object> attributes(List<Attribute> attributes) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Attribute attribute : attributes) {
            switch (attribute.getValueCase()) {
                case TEXT -> map.put(attribute.getName(), attribute.getText());
                case NUMBER -> map.put(attribute.getName(), attribute.getNumber());
                case FLAG -> map.put(attribute.getName(), attribute.getFlag());
                case INTEGER -> map.put(attribute.getName(), attribute.getInteger());
                case TEXTS -> map.put(
                        attribute.getName(), List.copyOf(attribute.getTexts().getValuesList()));
                case VALUE_NOT_SET -> {}
            }
        }
        return map;
    }

    static dev.vectide.core.wire.proto.Origin origin(Origin origin) {
        return switch (origin) {
            case LIVE -> dev.vectide.core.wire.proto.Origin.LIVE;
            case REPLAY -> dev.vectide.core.wire.proto.Origin.REPLAY;
            case BACKFILL -> dev.vectide.core.wire.proto.Origin.BACKFILL;
        };
    }

    static Origin origin(dev.vectide.core.wire.proto.Origin origin) {
        return switch (origin) {
            case LIVE -> Origin.LIVE;
            case REPLAY -> Origin.REPLAY;
            case BACKFILL -> Origin.BACKFILL;
            case UNRECOGNIZED -> throw new IllegalArgumentException("origin that this version does not know");
        };
    }
}
