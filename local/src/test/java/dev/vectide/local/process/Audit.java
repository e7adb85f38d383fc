package dev.vectide.local.process;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** {@code vectide audit}, in a process of its own. */
record Audit(int exitCode, JsonNode report, List<String> err) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    static Audit of(URI address, Path data, String stream) throws IOException, InterruptedException {
        try (VectideProcess audit = VectideProcess.start(
                Map.of(), "audit", "--stream", stream, "--output", "json", "--url", address.toString(), "--data",
                data.toString())) {
            int exitCode = audit.awaitExit();
            return new Audit(exitCode, Json.MAPPER.readTree(String.join("\n", audit.out())), audit.err());
        }
    }

    /** Once nothing is on its way any more; asked again where Kafka was too late for an audit. */
    static Audit settled(URI address, Path data, String stream) {
        return await("settled")
                .atMost(PATIENCE)
                .until(() -> of(address, data, stream), audit -> audit.report.has("partitions")
                        && audit.sum("pending") == 0
                        && audit.sum("scores_pending") == 0);
    }

    /** Over all partitions. */
    long sum(String figure) {
        return StreamSupport.stream(report.path("partitions").spliterator(), false)
                .mapToLong(partition -> partition.path(figure).asLong())
                .sum();
    }

    /** Fault, what, position and document of each finding. */
    List<String> findings() {
        return StreamSupport.stream(report.path("findings").spliterator(), false)
                .map(one -> one.path("fault").asText() + " " + one.path("what").asText() + " "
                        + one.path("position").asText() + " " + one.path("document").asText())
                .sorted()
                .toList();
    }
}
