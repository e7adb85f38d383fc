package dev.vectide.encoder.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.encoder.RunningEncoder;
import dev.vectide.encoder.onnx.OnnxModels;
import dev.vectide.encoder.TextModel;
import dev.vectide.testing.TestConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Between an encoder's end and its server's. */
class StoppedDoorIT {
    @Test
    void aModelThatIsClosedIsToldAsSuchAndAskedAgainLater() {
        RunningEncoder encoder = new RunningEncoder(TestConfig.of(Map.of()), shared -> own());
        try (Door door = new Door(encoder)) {
            assertThat(door.embeddings("{\"input\": \"x\"}").status()).isEqualTo(200);

            encoder.close();

            Door.Answer answer = door.embeddings("{\"input\": \"x\"}");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.response().headers().firstValue("Retry-After")).contains("1");
            assertThat(answer.error().path("type").asText()).isEqualTo("server_error");
            assertThat(answer.error().path("message").asText()).isEqualTo("space all-minilm-l6-v2: the model is closed");
        }
    }

    /** One that closing closes, unlike that which the tests share. */
    private static TextModel own() {
        return (TextModel) OnnxModels.load(TestConfig.of(Map.of()), "all-minilm-l6-v2");
    }
}
