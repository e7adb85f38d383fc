package dev.vectide.encoder.http;

import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import dev.vectide.testing.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Bodies of {@code POST /v1/embeddings}. */
public final class EmbeddingsTarget implements FuzzTarget {
    private static final Space SPACE =
            new Space("mini", "m", "t", Pooling.MEAN, "", "", 256, 3, true, Precision.FULL);

    @Override
    public List<byte[]> seeds() {
        return Stream.of(
                        "{\"input\": \"a text\", \"model\": \"SPACE\", \"encoding_format\": \"base64\"}",
                        "{\"input\": [\"a\", \"b\"], \"input_type\": \"query\", \"truncate\": \"end\", \"dimensions\": 3,"
                                + " \"user\": \"me\"}")
                .map(text -> text.replace("SPACE", SPACE.name()).getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void parse(byte[] input) {
        try {
            EmbeddingsRequest.parse(input, List.of(SPACE));
        } catch (OpenAiError e) {
            // As declared.
        }
    }
}
