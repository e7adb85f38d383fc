package dev.vectide.core.kafka;

import java.util.function.Function;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Kafka's headers as the codecs want them. */
public final class RecordHeadersReader {
    private RecordHeadersReader() {}

    public static Function<String, byte @Nullable []> of(Headers headers) {
        return name -> {
            Header header = headers.lastHeader(name);
            return header == null ? null : header.value();
        };
    }
}
