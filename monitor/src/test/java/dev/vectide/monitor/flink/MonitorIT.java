package dev.vectide.monitor.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.monitor.MonitorApp;
import dev.vectide.testing.TestConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real jobs on a real broker write what the monitors say, each thing once. */
class MonitorIT {
    @TempDir
    private Path directory;

    private final VectideConfig config = TestConfig.of(Story.SETTINGS);
    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void whatTheMonitorsSayIsWrittenOnce() {
        List<Object> inputs = Story.twoStreams(1, 4);
        Expected expected = Expected.of(config, inputs);
        try (MonitorApp app = start();
                VectorsTopic topic = new VectorsTopic(config)) {
            for (List<Object> part : Story.parts(inputs, 100)) {
                topic.write(part);
            }
            expected.awaitCount();
            assertThat(app.notReady()).isEmpty();
        }
        expected.assertWritten();
    }

    private MonitorApp start() {
        MonitorApp app = MonitorApp.start(config, TestSpace.SPACE, directory, registry);
        await().atMost(Duration.ofMinutes(1)).until(() -> app.notReady().isEmpty());
        return app;
    }
}
