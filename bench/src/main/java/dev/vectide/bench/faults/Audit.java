package dev.vectide.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.StreamSupport;

/** {@code vectide audit} of the stream, as its user runs it. */
record Audit(JsonNode report) {
    private static final int SECONDS = 300;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Once nothing is on its way any more; what is after {@code patience} stays as it is. */
    static Audit settled(Cluster cluster, Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Audit audit = run(cluster);
        while (audit.onItsWay() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE.toMillis());
            audit = run(cluster);
        }
        return audit;
    }

    private static Audit run(Cluster cluster) throws IOException, InterruptedException {
        Path out = Files.createTempFile(cluster.folder(), "audit", ".json");
        ChildProcess audit = cluster.command(
                "audit", out, "audit", "--stream", Cluster.STREAM, "--output", "json", "--late", "10m", "--url",
                cluster.role(Cluster.INDEXERS.get(0)).address().toString());
        audit.start();
        int code = audit.await(SECONDS);
        String said = Files.readString(out);
        int begin = said.indexOf('{');
        if (code < 0 || code > 1 || begin < 0) {
            audit.kill();
            throw new IllegalStateException("the audit ended with " + code + ": " + said);
        }
        Files.delete(out);
        return new Audit(Json.MAPPER.readTree(said.substring(begin)));
    }

    boolean isBalanced() {
        return report.path("balanced").asBoolean();
    }

    long faults(String fault) {
        return report.path("faults").path(fault).asLong();
    }

    /** Over all partitions. */
    long sum(String figure) {
        return StreamSupport.stream(report.path("partitions").spliterator(), false)
                .mapToLong(partition -> partition.path(figure).asLong())
                .sum();
    }

    long onItsWay() {
        return sum("pending") + sum("scores_pending");
    }

    /** Qualified name. */
    String space() {
        return report.path("space").asText();
    }

    String findings() {
        return report.path("faults") + " " + report.path("findings");
    }
}
