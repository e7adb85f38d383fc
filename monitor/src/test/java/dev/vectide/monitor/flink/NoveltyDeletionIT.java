package dev.vectide.monitor.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.monitor.MonitorApp;
import dev.vectide.monitor.Traffic;
import dev.vectide.testing.TestConfig;
import dev.vectide.testing.TopicReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tombstones on a real topic: the job's reference forgets the documents, with a restart in between. */
class NoveltyDeletionIT {
    private static final int PARTITIONS = 4;
    private static final Set<String> DELETED =
            IntStream.range(0, 200).mapToObj(i -> "doc-" + i).collect(Collectors.toSet());

    @TempDir
    private Path directory;

    private final VectideConfig config = TestConfig.of(Story.SETTINGS);

    @Test
    void whatIsDeletedIsNoLongerANeighbour() throws IOException {
        Traffic traffic = new Traffic(5, TestSpace.DIMENSION, 6, PARTITIONS, 0.25);
        traffic.clocks().events(2000, 0, 4);
        DELETED.forEach(traffic::delete);
        Instant deleted = Instant.ofEpochMilli(traffic.now());
        traffic.events(1200, 0, 4).events(1000, 4, 6).events(400, 0, 4).pass(60_000);
        List<Object> inputs = traffic.inputs();
        Expected expected = Expected.of(config, inputs);
        List<List<Object>> parts = Story.parts(inputs, 100);
        try (VectorsTopic topic = new VectorsTopic(config)) {
            try (MonitorApp app = start()) {
                // The deletions come before the job is stopped, their effect after it.
                parts.subList(0, 23).forEach(topic::write);
                assertThat(app.notReady()).isEmpty();
            }
            parts.subList(23, parts.size()).forEach(topic::write);
            try (MonitorApp app = start()) {
                expected.awaitCount();
                assertThat(app.notReady()).isEmpty();
            }
        }
        expected.assertWritten();
        // A reference of the end of a pane scores the second after it; the panes are 10 s.
        assertThat(neighbours(deleted.minus(Duration.ofSeconds(20)), deleted)).containsAnyElementsOf(DELETED);
        assertThat(neighbours(deleted.plus(Duration.ofSeconds(30)), Instant.MAX))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(DELETED);
        assertThat(evidence()).isNotEmpty().doesNotContainAnyElementsOf(DELETED);
    }

    private MonitorApp start() {
        MonitorApp app = MonitorApp.start(
                config, TestSpace.SPACE, directory.resolve("checkpoints"), new SimpleMeterRegistry());
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(app.notReady()).isEmpty());
        return app;
    }

    private List<JsonNode> written(String topic) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> read = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : TopicReader.all(config.kafka().bootstrap(), topic)) {
            read.add(json.readTree(record.value()));
        }
        return read;
    }

    /** Ids of the neighbours in the scores of documents between two moments. */
    private Set<String> neighbours(Instant from, Instant to) throws IOException {
        Set<String> ids = new HashSet<>();
        for (JsonNode score : written(config.topics().scores())) {
            Instant time = Instant.parse(score.get("time").asText());
            if (!time.isBefore(from) && time.isBefore(to)) {
                score.get("neighbours").forEach(near -> ids.add(near.get("id").asText()));
            }
        }
        return ids;
    }

    /** Ids in the evidence of novelty's alerts, neighbours included. */
    private Set<String> evidence() throws IOException {
        Map<String, JsonNode> alerts = new HashMap<>();
        for (JsonNode event : written(config.topics().alerts())) {
            if (event.get("data").get("detector").asText().equals("novelty")) {
                alerts.put(event.get("id").asText(), event.get("data").get("evidence"));
            }
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode shown : alerts.values()) {
            for (JsonNode one : shown) {
                ids.add(one.get("id").asText());
                one.get("neighbours").forEach(near -> ids.add(near.get("id").asText()));
            }
        }
        return ids;
    }
}
