package dev.vectide.monitor.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.event.Origin;
import dev.vectide.core.wire.Headers;
import dev.vectide.monitor.MonitorApp;
import dev.vectide.monitor.VectorInput;
import dev.vectide.testing.TestConfig;
import dev.vectide.testing.TopicReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real jobs on a real broker write what the monitors say, each thing once. */
class MonitorIT {
    @TempDir
    private Path directory;

    private final VectideConfig config = TestConfig.of(Story.SETTINGS);
    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void whatTheMonitorsSayIsWrittenOnceAndWhatDoesNotCountIsLeftOut() {
        List<Object> inputs = Story.twoStreams(1, 4);
        Expected expected = Expected.of(config, inputs);
        try (MonitorApp app = start(config);
                VectorsTopic topic = new VectorsTopic(config)) {
            for (List<Object> part : Story.parts(inputs, 100)) {
                topic.write(part);
                topic.write(whatDoesNotCount(part));
                topic.abort(part);
            }
            expected.awaitCount();
            assertThat(app.notReady()).isEmpty();
            int parts = Story.parts(inputs, 100).size();
            for (String monitor : List.of("collapse", "drift", "novelty")) {
                await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                    assertThat(counted(monitor, "damaged")).isEqualTo(2.0 * parts);
                    assertThat(counted(monitor, "skipped")).isEqualTo(2.0 * parts);
                });
                assertThat(registry.get("vectide.monitor." + monitor + ".restarts").gauge().value()).isZero();
            }
        }
        expected.assertWritten();
    }

    @Test
    void stoppedAndStartedAgainWithTwiceTheTasksItGoesOnWhereItWas() throws IOException {
        List<Object> inputs = Story.twoStreams(2, 4);
        Expected expected = Expected.of(config, inputs);
        List<List<Object>> parts = Story.parts(inputs, 100);
        Path folder = directory.resolve("checkpoints").resolve(MonitorJob.id(config, TestSpace.SPACE, "novelty"));
        int written = 0;
        try (VectorsTopic topic = new VectorsTopic(config)) {
            for (int tasks : List.of(1, 2)) {
                try (MonitorApp app = start(with("VECTIDE_MONITOR_PARALLELISM", String.valueOf(tasks)))) {
                    int seen = scores().size();
                    int until = parts.size() * tasks / 3;
                    parts.subList(written, until).forEach(topic::write);
                    written = until;
                    TopicReader.until(config.kafka().bootstrap(), config.topics().scores(), now -> now.size() > seen);
                    assertThat(app.notReady()).isEmpty();
                }
                assertThat(new CheckpointFolder(folder).newest()).get().asString().contains("savepoint-");
            }
            Files.createDirectories(folder.resolve("killed/chk-999999"));
            parts.subList(written, parts.size()).forEach(topic::write);
            try (MonitorApp app = start(with("VECTIDE_MONITOR_PARALLELISM", "4"))) {
                expected.awaitCount();
                assertThat(app.notReady()).isEmpty();
                assertThat(folder.resolve("killed")).doesNotExist();
            }
        }
        expected.assertWritten();
    }

    @Test
    void moreStreamsThanAreKeptAtHandAreWatchedAllTheSame() {
        List<Object> inputs = Story.amongMany(3, 4, 100);
        Expected expected = Expected.of(config, inputs);
        List<List<Object>> parts = Story.parts(inputs, inputs.size() / 2 + 1);
        try (VectorsTopic topic = new VectorsTopic(config)) {
            for (List<Object> half : parts) {
                try (MonitorApp app = start(config)) {
                    Story.parts(half, 200).forEach(topic::write);
                    assertThat(app.notReady()).isEmpty();
                }
            }
        }
        try (MonitorApp app = start(config)) {
            expected.awaitCount();
            assertThat(app.notReady()).isEmpty();
        }
        expected.assertWritten();
    }

    @Test
    void aNewerFormatIsNamedAndNothingBehindItIsRead() {
        VectorInput vector = (VectorInput) Story.twoStreams(1, 4).stream()
                .filter(VectorInput.class::isInstance)
                .findFirst()
                .orElseThrow();
        try (MonitorApp app = start(config);
                VectorsTopic topic = new VectorsTopic(config)) {
            ProducerRecord<byte[], byte[]> newer = record(vector.partition(), "tickets/x", "future");
            newer.headers().add(Headers.FORMAT, "2".getBytes(StandardCharsets.US_ASCII));
            topic.write(List.of(newer, vector));

            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(app.notReady())
                    .get()
                    .asString()
                    .startsWith("monitor ")
                    .contains("-" + vector.partition() + "@0: vectors record: format 2, this version reads up to 1"));
            assertThat(scores()).isEmpty();
        }
    }

    private static List<Object> whatDoesNotCount(List<Object> part) {
        VectorInput vector = (VectorInput) part.stream()
                .filter(input -> input instanceof VectorInput one && one.vector() != null)
                .findFirst()
                .orElseThrow();
        List<Object> records = new ArrayList<>();
        records.add(VectorsTopic.embedding(vector, Origin.LIVE, true));
        records.add(VectorsTopic.embedding(vector, Origin.BACKFILL, false));
        records.add(record(vector.partition(), "tickets/damaged", "damaged"));
        records.add(VectorsTopic.ofAnotherSpace(vector));
        return records;
    }

    private static ProducerRecord<byte[], byte[]> record(int partition, String key, String value) {
        return new ProducerRecord<>(
                "", partition, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    private List<ConsumerRecord<byte[], byte[]>> scores() {
        return TopicReader.all(config.kafka().bootstrap(), config.topics().scores());
    }

    private double counted(String monitor, String what) {
        return registry.get("vectide.monitor." + monitor + "." + what).functionCounter().count();
    }

    private VectideConfig with(String setting, String value) {
        Map<String, String> settings = new HashMap<>(Story.SETTINGS);
        settings.put(setting, value);
        settings.put("VECTIDE_NAMESPACE", config.namespace());
        return TestConfig.of(settings);
    }

    private MonitorApp start(VectideConfig settings) {
        MonitorApp app = MonitorApp.start(settings, TestSpace.SPACE, directory.resolve("checkpoints"), registry);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(app.notReady()).isEmpty());
        return app;
    }
}
