package dev.vectide.monitor.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.monitor.MonitorMain;
import dev.vectide.testing.ForkedJvm;
import dev.vectide.testing.Stretches;
import dev.vectide.testing.TestConfig;
import dev.vectide.testing.TopicReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However often the process is killed with -9, nothing is lost and nothing is said twice. */
class MonitorKillIT {
    private static final int KILLS = 3;

    @TempDir
    private Path directory;

    private final VectideConfig config = TestConfig.of(Story.SETTINGS);

    @Test
    void killedAgainAndAgainSaysTheSame() throws Exception {
        List<Object> inputs = Story.twoStreams(3, 4);
        List<List<Object>> parts = Story.parts(inputs, 20);
        Stretches stretches = new Stretches(KILLS, parts.size(), Duration.ofMillis(60));
        Expected expected = Expected.of(config, inputs);
        ExecutorService encoder = Executors.newSingleThreadExecutor();
        ForkedJvm monitor = started();
        try {
            awaitTopics();
            Future<?> writing = encoder.submit(() -> write(parts, stretches));
            for (int kill = 0; kill < KILLS; kill++) {
                long seen = scores();
                await().atMost(Duration.ofMinutes(2)).until(() -> scores() > seen + 200);
                monitor.kill();
                assertThat(writing.isDone()).as("killed while vectors still come").isFalse();
                stretches.killed();
                monitor = started();
            }
            writing.get(5, TimeUnit.MINUTES);
            expected.awaitCount();
        } finally {
            encoder.shutdownNow();
            monitor.stop();
        }
        expected.assertWritten();
    }

    private ForkedJvm started() throws IOException {
        return ForkedJvm.start(MonitorMain.class, config, Story.SETTINGS, directory.toString());
    }

    /** In many small transactions, one of them given up now and then. */
    private Void write(List<List<Object>> parts, Stretches stretches) throws InterruptedException {
        try (VectorsTopic topic = new VectorsTopic(config)) {
            for (List<Object> part : parts) {
                stretches.awaitNext();
                topic.abort(part.subList(0, 1));
                topic.write(part);
            }
        }
        return null;
    }

    private void awaitTopics() {
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> admin.listTopics().names().get().contains(config.topics().vectors(TestSpace.SPACE)));
        }
    }

    private int scores() {
        return TopicReader.all(config.kafka().bootstrap(), config.topics().scores()).size();
    }
}
