package dev.vectide.encoder.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.encoder.RunningEncoder;
import dev.vectide.testing.NodeScript;
import dev.vectide.testing.TestConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** OpenAI's own JavaScript client, from npm, against the door. Wants Node.js 20 or newer with npm. */
class OpenAiClientIT {
    @Test
    void itGetsVectorsModelsAndErrorsAsItExpectsThem() throws Exception {
        NodeScript.unchecked("OpenAI's client").ifPresent(Assumptions::abort);
        NodeScript client =
                NodeScript.install(Path.of("src", "test", "js"), Path.of("target", "openai-client"), "embeddings.mjs");
        try (RunningEncoder encoder = new RunningEncoder(TestConfig.of(Map.of()));
                Door door = new Door(encoder)) {
            String output = client.run(door.address() + "/v1");
            assertThat(output.lines().filter(line -> line.startsWith("ok "))).hasSize(7);
        }
    }
}
