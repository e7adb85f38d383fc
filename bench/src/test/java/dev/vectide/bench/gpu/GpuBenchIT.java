package dev.vectide.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.bench.Figures;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The program without a GPU: its figures are then those of the processor, and nobody's limit. */
class GpuBenchIT {
    @Test
    void bothSidesAreMeasured() throws Exception {
        VectideConfig config = ConfigReader.read(
                null, Map.of("VECTIDE_ENCODER_DEVICE", "cpu", "VECTIDE_ENCODER_WINDOW", "16"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Figures figures = GpuBench.run(config, null, 60, 2, message -> {});

        figures.json(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertThat(Json.MAPPER.readTree(bytes.toByteArray()).path("figures").fieldNames())
                .toIterable()
                .contains("raw", "encoder", "encoder_over_raw")
                .doesNotContain("encoder_over_sentence_transformers");
    }
}
