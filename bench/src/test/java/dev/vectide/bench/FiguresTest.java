package dev.vectide.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void aFigureIsTheMedianWithTheLowestAndTheHighestRound() throws Exception {
        Figures figures = new Figures("x");
        figures.add("odd", "s", 3, 1, 2);
        figures.add("even", "s", 4, 1, 3, 2);

        JsonNode json = Json.MAPPER.readTree(json(figures));

        assertThat(json.path("name").asText()).isEqualTo("x");
        assertThat(json.path("machine").asText()).contains("processors");
        assertThat(json.at("/figures/odd")).isEqualTo(Json.MAPPER.readTree(
                "{\"value\": 2.0, \"low\": 1.0, \"high\": 3.0, \"unit\": \"s\"}"));
        assertThat(json.at("/figures/even/value").asDouble()).isEqualTo(2.5);
    }

    private static String json(Figures figures) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        figures.json(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
