package dev.vectide.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a user runs it, from start to exit code. */
class DemoIT {
    /** On a machine that has other things to do; the story itself takes two on two processors. */
    private static final int MINUTES = 15;

    private static final long MEMORY_KIB = 3L << 20;

    @TempDir
    private Path folder;

    @Test
    void allThreeIncidentsAreCaughtAndResolvedAndTheCalmRaisesNothing() throws Exception {
        Path data = folder.resolve("data");
        try (VectideProcess demo = VectideProcess.start(
                Map.of(), "demo", "--once", "--port", "0", "--data", data.toString(), "--output", "json")) {
            AtomicLong memory = watched(demo.pid());

            int exit = demo.awaitExit(MINUTES);

            assertThat(exit).as(String.join("\n", demo.err()) + "\n" + String.join("\n", demo.out())).isZero();
            JsonNode summary = Json.MAPPER.readTree(String.join("\n", demo.out()));
            assertThat(summary.path("passed").asBoolean()).isTrue();
            assertThat(summary.path("faults")).isEmpty();
            assertThat(summary.at("/calm/false_alarms").asInt()).isZero();
            assertThat(summary.at("/calm/panes").asInt()).isGreaterThanOrEqualTo(6);
            incidents(summary.path("incidents"));
            repair(summary.path("repair"));
            searches(summary.path("searches"));
            assertThat(String.join("\n", demo.err())).contains("PUT IN, collapse", "DETECTED, collapse", "Repaired");
            assertThat(data.resolve("logs/vectide.log")).isNotEmptyFile();
            assertThat(memory.get()).as("peak resident memory in KiB").isLessThan(MEMORY_KIB);
        }
    }

    private static void incidents(JsonNode incidents) {
        assertThat(incidents)
                .extracting(one -> one.path("incident").asText())
                .containsExactly("novelty", "drift", "collapse");
        assertThat(incidents).allSatisfy(one -> {
            assertThat(one.path("caught").asBoolean()).isTrue();
            assertThat(one.path("resolved").asBoolean()).isTrue();
            assertThat(one.path("detected_after_events").asLong())
                    .isPositive()
                    .isLessThanOrEqualTo(one.path("events").asLong());
        });
        assertThat(incidents.get(0).path("promised_run_length_panes").asDouble()).isEqualTo(10080);
        assertThat(incidents.get(1).path("promised_run_length_panes").asDouble()).isEqualTo(10080);
    }

    private static void repair(JsonNode repair) {
        int documents = repair.path("documents").asInt();
        assertThat(documents).isPositive();
        assertThat(repair.path("sound_before").asInt()).isZero();
        assertThat(repair.path("encoded_again").asInt()).isEqualTo(documents);
        assertThat(repair.path("sound_after").asInt()).isEqualTo(documents);
    }

    private static void searches(JsonNode searches) {
        assertThat(searches).hasSizeGreaterThanOrEqualTo(2).allSatisfy(search -> {
            assertThat(search.path("hits")).isNotEmpty();
            assertThat(search.at("/hits/0/payload/text").asText()).isNotEmpty();
            assertThat(search.at("/hits/0/payload/category").asText()).startsWith("noun.");
        });
    }

    /** Peak resident memory of a process so far; stays 0 where there is no /proc. */
    private static AtomicLong watched(long pid) {
        AtomicLong peak = new AtomicLong();
        Thread watcher = new Thread(
                () -> {
                    OptionalLong now = peakKib(pid);
                    while (now.isPresent()) {
                        peak.set(now.getAsLong());
                        try {
                            Thread.sleep(500);
                        } catch (InterruptedException e) {
                            return;
                        }
                        now = peakKib(pid);
                    }
                },
                "memory-watcher");
        watcher.setDaemon(true);
        watcher.start();
        return peak;
    }

    private static OptionalLong peakKib(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
