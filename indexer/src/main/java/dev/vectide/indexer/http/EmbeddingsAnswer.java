package dev.vectide.indexer.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.space.Space;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code /v1/embeddings} with vectors as base64 of little-endian floats.
 *
 * <p>It counts tokens and cut texts of all together: each text is given the mean number of tokens, and called cut if any was.
 */
final class EmbeddingsAnswer {
    private EmbeddingsAnswer() {}

    static List<Encoded> read(URI from, byte[] body, int texts, Space space) {
        try {
            JsonNode tree = Json.MAPPER.readTree(body);
            JsonNode data = tree.path("data");
            if (data.size() != texts) {
                throw broken(from, data.size() + " vectors for " + texts + " texts", null);
            }
            int tokens = tree.at("/usage/prompt_tokens").asInt() / texts;
            boolean truncated = tree.at("/usage/truncated_inputs").asInt() > 0;
            List<Encoded> encoded = new ArrayList<>(texts);
            for (int i = 0; i < texts; i++) {
                encoded.add(new Encoded(vector(from, data.get(i), i, space), tokens, truncated));
            }
            return encoded;
        } catch (IOException e) {
            throw broken(from, "what is not JSON", e);
        }
    }

    private static FloatVector vector(URI from, JsonNode item, int index, Space space) {
        if (item.path("index").asInt(-1) != index) {
            throw broken(from, "vectors out of order", null);
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(item.path("embedding").asText());
        } catch (IllegalArgumentException e) {
            throw broken(from, "a vector that is not base64", e);
        }
        if (bytes.length != space.dimension() * Float.BYTES) {
            throw broken(from, bytes.length + " bytes for a vector of " + space.dimension() + " floats", null);
        }
        return FloatVector.fromLittleEndian(ByteBuffer.wrap(bytes));
    }

    private static EncoderException broken(URI from, String what, @Nullable Throwable cause) {
        return new EncoderException("the encoder at " + from + " answers with " + what, cause);
    }
}
