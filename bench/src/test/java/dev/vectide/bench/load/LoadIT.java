package dev.vectide.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.bench.Figures;
import dev.vectide.core.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark in little: its figures come out and nothing is lost; how large they are says nothing here. */
class LoadIT {
    private static final Sizes LITTLE = new Sizes(200, 200, 2, 1, 1, 2, 2, 2);

    @TempDir
    private Path folder;

    @Test
    void figuresComeOutAndNothingIsLost() throws IOException, InterruptedException {
        Figures figures = LoadBench.run(LITTLE, program(), folder, System.err::println);

        JsonNode found = json(figures).path("figures");
        for (String key : List.of("capacity", "encoder_alone", "chain_over_encoder", "acknowledged_ms_p50_quarter",
                "searchable_ms_p99_half", "searchable_ms_p999_three_quarters", "searchable_ms_p99_full",
                "acknowledged_ms_p99_overload", "resident_before_overload", "system_cpu_half", "producer_cpu_half",
                "searches")) {
            assertThat(found.at("/" + key + "/value").asDouble()).as(key).isPositive();
        }
        for (String share : List.of("quarter", "half", "three_quarters", "full", "overload")) {
            assertThat(found.at("/failed_" + share + "/value").asDouble(-1)).as(share).isZero();
        }
        assertThat(found.at("/lost/value").asDouble(-1)).isZero();
    }

    private static List<String> program() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g", "-XX:MaxDirectMemorySize=256m", "-XX:+UseSerialGC", "--add-modules", "jdk.incubator.vector"));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        Path lib = Path.of("..", "local", "target", "lib").toAbsolutePath().normalize();
        assertThat(lib).as("the system, as the build leaves it").isDirectory();
        command.addAll(List.of("-cp", lib + "/*", "dev.vectide.local.cli.Vectide"));
        return command;
    }

    private static JsonNode json(Figures figures) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        figures.json(new PrintStream(out, true, StandardCharsets.UTF_8));
        return Json.MAPPER.readTree(out.toByteArray());
    }
}
