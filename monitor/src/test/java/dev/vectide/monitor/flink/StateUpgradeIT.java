package dev.vectide.monitor.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.wire.Json;
import dev.vectide.monitor.MonitorApp;
import dev.vectide.monitor.OlderPanes;
import dev.vectide.monitor.collapse.CollapseMonitor;
import dev.vectide.monitor.drift.DriftMonitor;
import dev.vectide.monitor.drift.DriftStateV2;
import dev.vectide.monitor.novelty.NoveltyMonitor;
import dev.vectide.testing.TestConfig;
import dev.vectide.testing.TopicReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drift goes on from a savepoint whose states an earlier version wrote, as if it had been this one. Of novelty's earlier versions
 * that cannot be said: they did not keep what today's calibration is made of, and a reference is gathered again.
 */
class StateUpgradeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Pattern GATHERED = Pattern.compile(",\"from\":\"[^\"]*\",\"to\":\"[^\"]*\",\"ageSeconds\":\\d+");

    @TempDir
    private Path directory;

    private final VectideConfig config = TestConfig.of(Story.SETTINGS);

    @Test
    void savepointsOfEarlierVersionsAreGoneOnFrom() throws Exception {
        List<Object> inputs = Story.twoStreams(9, 4);
        Expected expected = Expected.of(config, inputs);
        // References are pinned by then.
        List<List<Object>> parts = Story.parts(inputs, inputs.size() * 36 / 100);
        prepareTopics();
        try (VectorsTopic topic = new VectorsTopic(config)) {
            Story.parts(parts.get(0), 100).forEach(topic::write);
            runEarlierVersions();
            parts.subList(1, parts.size()).forEach(part -> Story.parts(part, 100).forEach(topic::write));
        }

        try (MonitorApp app = MonitorApp.start(config, TestSpace.SPACE, directory, new SimpleMeterRegistry())) {
            expected.awaitCount();
            assertThat(app.notReady()).isEmpty();
        }

        // Version 2 did not keep when a reference was gathered, so reports cannot tell; every other figure is the same.
        expected.assertWritten(line -> GATHERED.matcher(line).replaceAll(""));
    }

    private void prepareTopics() {
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            TopicAdmin topics = new TopicAdmin(config);
            topics.ensureShared(admin);
            topics.ensureVectors(admin, TestSpace.SPACE);
        }
    }

    /** Until they have read what there is; each then stops with a savepoint. */
    private void runEarlierVersions() throws Exception {
        VectideConfig.Monitor monitor = config.monitor();
        VectideConfig.Alerts alerts = config.alerts().forJobs();
        String space = TestSpace.SPACE.qualifiedName();
        Configuration settings = JobSettings.cluster(config, 3, directory.resolve("tmp"));
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(3)
                .build());
        try {
            cluster.start();
            List<RunningJob> jobs = new ArrayList<>();
            jobs.add(submit(cluster, () -> new CollapseMonitor(monitor, alerts, space)));
            jobs.add(submit(cluster, () -> {
                DriftMonitor today = new DriftMonitor(monitor, alerts, space);
                return new OlderPanes<>(today, new DriftStateV2(today));
            }));
            jobs.add(submit(cluster, () -> new NoveltyMonitor(monitor, alerts, space)));
            await().atMost(PATIENCE).until(() -> jobs.stream().allMatch(job -> job.notReady().isEmpty()));
            await().atMost(PATIENCE).until(() -> reports("drift") >= 6 && reports("novelty") >= 6);
            for (RunningJob job : jobs) {
                job.stop().await();
                assertThat(job.folder().newest()).get().asString().contains("savepoint-");
            }
            assertThat(DriftStateV2.PINNED).as("states of version 2 with a reference").hasPositiveValue();
        } finally {
            cluster.close();
        }
    }

    private <S> RunningJob submit(MiniCluster cluster, MonitorFactory<S> factory) throws Exception {
        String name = factory.create().name();
        CheckpointFolder folder =
                new CheckpointFolder(directory.resolve(MonitorJob.id(config, TestSpace.SPACE, name)));
        JobGraph graph = MonitorJob.graph(
                config, TestSpace.SPACE, factory, JobSettings.job(config, name, folder.path(), Optional.empty()));
        cluster.submitJob(graph).get();
        return new RunningJob(name, graph.getJobID(), folder, cluster);
    }

    /** Three of each stream are of the panes that its reference is gathered from, and one more. */
    private long reports(String monitor) {
        return TopicReader.all(config.kafka().bootstrap(), config.topics().health()).stream()
                .map(record -> Json.read(record.value(), HealthReport.class))
                .filter(report -> report.monitor().equals(monitor))
                .count();
    }
}
