package dev.vectide.bench.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A process that is killed while it writes, twice. Here the store has the peer's release of Lucene, which wants JDK 21. */
@EnabledForJreRange(min = JRE.JAVA_21)
class KilledIT {
    private static final int SIZE = 4_000;

    @Test
    void allThatWasAcknowledgedIsThere() throws Exception {
        Bed.Sizes sizes = new Bed.Sizes(300, SIZE, 50, 1, 1, 0, 0, 0, 2, false);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Bed bed = Bed.of(sizes, message -> {})) {

            double[] rates = Killed.run(bed, "killed", SIZE, bed.sizes().kills(), "");

            assertThat(rates).hasSize((SIZE + Filler.PART - 1) / Filler.PART);
            bed.figures().json(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        }
        JsonNode figures = Json.MAPPER.readTree(bytes.toByteArray()).path("figures");
        assertThat(figures.path("restart_seconds_killed").path("value").doubleValue()).isPositive();
        assertThat(figures.path("killed_tail_records").path("high").doubleValue()).isPositive();
    }
}
