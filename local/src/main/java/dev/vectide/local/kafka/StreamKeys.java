package dev.vectide.local.kafka;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Record keys {@code stream/document} of one stream. */
final class StreamKeys {
    private final byte[] prefix;

    StreamKeys(String stream) {
        this.prefix = (stream + "/").getBytes(StandardCharsets.UTF_8);
    }

    /** The document of a key of the stream, else null. */
    @Nullable String document(byte @Nullable [] key) {
        if (key == null || key.length <= prefix.length) {
            return null;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (key[i] != prefix[i]) {
                return null;
            }
        }
        return new String(key, prefix.length, key.length - prefix.length, StandardCharsets.UTF_8);
    }
}
