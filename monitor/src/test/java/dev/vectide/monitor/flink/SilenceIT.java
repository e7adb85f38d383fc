package dev.vectide.monitor.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.Alert;
import dev.vectide.core.wire.AlertEvent;
import dev.vectide.monitor.MonitorApp;
import dev.vectide.monitor.VectorInput;
import dev.vectide.testing.TestConfig;
import dev.vectide.testing.TopicReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Silence on the real job: told of once, over a restart, and taken back when something comes. */
class SilenceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private final VectideConfig config = settings();

    private static VectideConfig settings() {
        Map<String, String> settings = new HashMap<>(Story.SETTINGS);
        settings.put("VECTIDE_MONITOR_SILENCE", "1s");
        return TestConfig.of(settings);
    }

    private MonitorApp start() {
        MonitorApp app =
                MonitorApp.start(config, TestSpace.SPACE, directory.resolve("checkpoints"), new SimpleMeterRegistry());
        await().atMost(PATIENCE).until(() -> app.notReady().isEmpty());
        return app;
    }

    private List<Alert> silences() {
        return TopicReader.all(config.kafka().bootstrap(), config.topics().alerts()).stream()
                .filter(record -> record.value() != null)
                .map(record -> AlertEvent.decode(Objects.requireNonNull(record.value())))
                .filter(alert -> alert.detector().equals("silence"))
                .toList();
    }

    private void awaitSilences(Predicate<List<Alert>> enough) {
        await().atMost(PATIENCE).until(() -> enough.test(silences()));
    }

    @Test
    void aStreamThatFallsSilentIsToldOf() {
        List<Object> vectors = Story.twoStreams(1, 4).stream()
                .filter(input -> input instanceof VectorInput one && one.vector() != null && one.live())
                .toList();
        try (VectorsTopic topic = new VectorsTopic(config)) {
            String stream = ((VectorInput) vectors.get(0)).stream();
            try (MonitorApp app = start()) {
                assertThat(app.notReady()).isEmpty();
                topic.write(vectors.subList(0, 1));
                awaitSilences(found -> found.size() == 1);
            }
            Alert fired = silences().get(0);
            assertThat(fired.stream()).isEqualTo(stream);
            assertThat(fired.state()).isEqualTo(Alert.State.FIRING);

            try (MonitorApp app = start()) {
                assertThat(app.notReady()).isEmpty();
                topic.write(vectors.subList(0, 1));
                awaitSilences(found -> found.stream()
                        .anyMatch(alert -> alert.state() == Alert.State.RESOLVED && alert.id().equals(fired.id())));
                assertThat(silences().subList(0, 2)).extracting(Alert::id).containsOnly(fired.id());
            }
        }
    }
}
