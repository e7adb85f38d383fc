package dev.vectide.ingest.kafka;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.event.Origin;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.wire.EventLimits;
import dev.vectide.core.wire.EventReader;
import dev.vectide.core.wire.Fault;
import dev.vectide.core.wire.FieldNames;
import dev.vectide.core.wire.Reading;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Records of one mapped topic as events: CloudEvents' Kafka binding (binary by its {@code ce_} headers, structured by its
 * content type), the plain form, or null, which deletes the document that the key names. Immutable.
 */
final class SourceReader {
    private static final String PREFIX = "ce_";

    private final @Nullable String stream;
    private final EventReader reader;

    SourceReader(VectideConfig.Source source, EventLimits limits) {
        this.stream = source.stream();
        this.reader = new EventReader(limits, FieldNames.of(source));
    }

    Reading read(ConsumerRecord<byte[], byte[]> record, Instant now) {
        String contentType = text(record.headers().lastHeader("content-type"));
        boolean structured =
                contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("application/cloudevents");
        Map<String, String> attributes = attributes(record);
        if (attributes.containsKey("specversion") && !structured) {
            return reader.binary(attributes, contentType, record.value(), stream, now, Origin.LIVE);
        }
        return record.value() == null
                ? deletion(record.key(), now)
                : reader.read(record.value(), stream, now, Origin.LIVE);
    }

    private Reading deletion(byte @Nullable [] key, Instant now) {
        if (key == null) {
            return refused("missing; without a value it names the document to delete");
        }
        try {
            String name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
            if (stream != null) {
                return reader.deletion(stream, name, null, now, Origin.LIVE);
            }
            DocumentKey document = DocumentKey.parse(name);
            return reader.deletion(document.stream(), document.document(), null, now, Origin.LIVE);
        } catch (CharacterCodingException e) {
            return refused("is not UTF-8");
        } catch (IllegalArgumentException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private static Reading refused(String reason) {
        return new Reading.Refused(null, List.of(new Fault("record key", reason)));
    }

    private static Map<String, String> attributes(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> attributes = new HashMap<>();
        for (Header header : record.headers()) {
            String value = text(header);
            if (value != null && header.key().startsWith(PREFIX)) {
                attributes.put(header.key().substring(PREFIX.length()).toLowerCase(Locale.ROOT), value);
            }
        }
        return attributes;
    }

    private static @Nullable String text(@Nullable Header header) {
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
