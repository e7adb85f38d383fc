package dev.vectide.monitor.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Score;
import dev.vectide.core.wire.Json;
import dev.vectide.monitor.MonitorApp;
import dev.vectide.monitor.OlderPanes;
import dev.vectide.monitor.OlderShared;
import dev.vectide.monitor.collapse.CollapseMonitor;
import dev.vectide.monitor.collapse.CollapseStateV1;
import dev.vectide.monitor.drift.DriftMonitor;
import dev.vectide.monitor.drift.DriftStateV2;
import dev.vectide.monitor.novelty.NoveltyMonitor;
import dev.vectide.monitor.novelty.NoveltyStateV2;
import dev.vectide.testing.TestConfig;
import dev.vectide.testing.TopicReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Collapse and drift go on from a savepoint whose states an earlier version wrote, as if it had been this one. Of novelty's earlier
 * versions that cannot be said, as they did not keep what today's calibration is made of: its reference is gathered again, each
 * document still has its one score, and each pane its one report.
 */
class StateUpgradeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Pattern GATHERED = Pattern.compile(",\"from\":\"[^\"]*\",\"to\":\"[^\"]*\",\"ageSeconds\":\\d+");
    private static final Pattern POSITION = Pattern.compile("\"position\":\"[^\"]*\"");
    private static final Pattern PANE = Pattern.compile("\"pane\":\\{[^}]*}");

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
            List<List<Object>> first = Story.parts(parts.get(0), 100);
            first.subList(0, first.size() - 1).forEach(topic::write);
            runEarlierVersions(() -> topic.write(first.get(first.size() - 1)));
            parts.subList(1, parts.size()).forEach(part -> Story.parts(part, 100).forEach(topic::write));
        }

        try (MonitorApp app = MonitorApp.start(config, TestSpace.SPACE, directory, new SimpleMeterRegistry())) {
            expected.awaitCount(this::comparable);
            assertThat(app.notReady()).isEmpty();
        }

        expected.assertWritten(this::comparable);
        assertThat(scores().skip(scores().count() - 100)).extracting(Score::state).contains(Score.SCORED);
    }

    /**
     * What must be as if there had been one version only. When a reference was gathered, earlier ones did not keep, so reports
     * cannot tell. Of novelty, which document has a score and which pane a report.
     */
    private String comparable(String line) {
        if (line.startsWith(config.topics().scores() + " ")) {
            return first(POSITION, line);
        }
        if (!line.contains("\"monitor\":\"novelty\"") && !line.contains("\"detector\":\"novelty\"")) {
            return GATHERED.matcher(line).replaceAll("");
        }
        return line.startsWith(config.topics().health() + " ") ? "novelty " + line.split(" ", 3)[1] + first(PANE, line) : "";
    }

    private static String first(Pattern pattern, String line) {
        Matcher found = pattern.matcher(line);
        assertThat(found.find()).as(line).isTrue();
        return found.group();
    }

    private Stream<Score> scores() {
        return TopicReader.all(config.kafka().bootstrap(), config.topics().scores()).stream()
                .map(record -> Json.read(record.value(), Score.class));
    }

    private void prepareTopics() {
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            TopicAdmin topics = new TopicAdmin(config);
            topics.ensureShared(admin);
            topics.ensureVectors(admin, TestSpace.SPACE);
        }
    }

    /**
     * Until they have read what there is; each then stops with a savepoint.
     *
     * @param last writes a little more, as a state that was not changed is not written again either
     */
    private void runEarlierVersions(Runnable last) throws Exception {
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
            jobs.add(submit(cluster, () -> {
                CollapseMonitor today = new CollapseMonitor(monitor, alerts, space);
                return new OlderPanes<>(today, new CollapseStateV1(today));
            }));
            jobs.add(submit(cluster, () -> {
                DriftMonitor today = new DriftMonitor(monitor, alerts, space);
                return new OlderPanes<>(today, new DriftStateV2(today));
            }));
            jobs.add(submit(cluster, () -> {
                NoveltyMonitor today = new NoveltyMonitor(monitor, alerts, space);
                return new OlderShared<>(today, new NoveltyStateV2(today));
            }));
            await().atMost(PATIENCE).until(() -> jobs.stream().allMatch(job -> job.notReady().isEmpty()));
            await().atMost(PATIENCE).until(() -> Stream.of("collapse", "drift", "novelty").allMatch(one -> reports(one) >= 6));
            NoveltyStateV2.LEAVING.set(true);
            last.run();
            await().atMost(PATIENCE).until(() -> NoveltyStateV2.PINNED.get() > 0);
            for (RunningJob job : jobs) {
                job.stop().await();
                assertThat(job.folder().newest()).get().asString().contains("savepoint-");
            }
            assertThat(CollapseStateV1.PINNED).as("states of collapse with a reference").hasPositiveValue();
            assertThat(DriftStateV2.PINNED).as("states of drift with a reference").hasPositiveValue();
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
