package dev.vectide.monitor.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.ControlSpaces;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.core.wire.Json;
import dev.vectide.monitor.MonitorApp;
import dev.vectide.testing.Stretches;
import dev.vectide.testing.TestConfig;
import dev.vectide.testing.TopicReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job jar on a standalone Flink cluster, with state in RocksDB: it says what the monitors say, whatever happens to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandaloneIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<String> MONITORS = List.of("collapse", "drift", "novelty");
    private static final int MOST_TASKS = 4;

    @TempDir
    private static Path directory;

    private StandaloneFlink cluster;

    @RegisterExtension
    private final AfterTestExecutionCallback tell = context ->
            context.getExecutionException().ifPresent(failure -> System.out.println(cluster.lastWords()));

    private FlinkRest flink;
    private String jar;
    private final List<String> running = new ArrayList<>();

    @BeforeAll
    void startCluster() throws IOException {
        cluster = StandaloneFlink.start(directory, 2, MONITORS.size() * MOST_TASKS);
        flink = new FlinkRest(cluster.address());
        awaitTaskManagers();
        jar = flink.upload(jobJar());
    }

    @AfterEach
    void cancelWhatRuns() throws IOException {
        for (String job : running) {
            flink.cancel(job);
        }
        running.clear();
    }

    @AfterAll
    void stopCluster() {
        cluster.close();
    }

    @Test
    void saysWhatTheEmbeddedJobsSay() throws Exception {
        List<Object> inputs = Story.twoStreams(5, 4);
        VectideConfig embedded = TestConfig.of(Story.SETTINGS);
        VectideConfig standalone = prepared(embedded.namespace() + "-standalone");
        Expected expected = Expected.of(standalone, inputs);
        Expected alike = Expected.of(embedded, inputs);

        submit(standalone, 1, Map.of());
        writeAll(standalone, inputs);
        try (MonitorApp app = MonitorApp.start(
                embedded, TestSpace.SPACE, directory.resolve("embedded"), new SimpleMeterRegistry())) {
            writeAll(embedded, inputs);
            alike.awaitCount();
            assertThat(app.notReady()).isEmpty();
        }
        expected.awaitCount();

        expected.assertWritten();
        assertThat(values(standalone)).isEqualTo(values(embedded));
    }

    @Test
    void aTaskManagerKilledAmidPanesChangesNothing() throws Exception {
        List<Object> inputs = Story.twoStreams(6, 4);
        List<List<Object>> parts = Story.parts(inputs, 20);
        int kills = 2;
        Stretches stretches = new Stretches(kills, parts.size(), Duration.ofMillis(150));
        VectideConfig config = prepared(null);
        Expected expected = Expected.of(config, inputs);
        submit(config, 2, Map.of());
        ExecutorService encoder = Executors.newSingleThreadExecutor();
        try {
            Future<?> writing = encoder.submit(() -> write(config, parts, stretches));
            for (int kill = 0; kill < kills; kill++) {
                int seen = scores(config);
                await().atMost(PATIENCE).until(() -> scores(config) > seen + 300);
                assertThat(writing.isDone()).as("killed while vectors still come").isFalse();
                cluster.killTaskManager();
                cluster.startTaskManager();
                stretches.killed();
            }
            writing.get(3, TimeUnit.MINUTES);
            expected.awaitCount();
        } finally {
            encoder.shutdownNow();
            awaitTaskManagers();
        }
        expected.assertWritten();
    }

    @Test
    void stoppedWithSavepointsAndStartedWithMoreTasksItGoesOn() throws Exception {
        List<Object> inputs = Story.twoStreams(7, 4);
        VectideConfig config = prepared(null);
        Expected expected = Expected.of(config, inputs);
        List<List<Object>> thirds = Story.parts(inputs, inputs.size() / 3 + 1);

        Map<String, String> savepoints = Map.of();
        for (int i = 0; i < 3; i++) {
            submit(config, 1 << i, savepoints);
            int seen = scores(config);
            writeAll(config, thirds.get(i));
            await().atMost(PATIENCE).until(() -> scores(config) > seen);
            savepoints = stop();
        }
        submit(config, 1, savepoints);
        expected.awaitCount();

        expected.assertWritten();
    }

    @Test
    void goesOnFromACheckpointThatACancelledJobLeft() throws Exception {
        List<Object> inputs = Story.twoStreams(8, 4);
        VectideConfig config = prepared(null);
        Expected expected = Expected.of(config, inputs);
        List<List<Object>> halves = Story.parts(inputs, inputs.size() / 2 + 1);

        submit(config, 1, Map.of());
        writeAll(config, halves.get(0));
        await().atMost(PATIENCE).until(() -> scores(config) > 300);
        Map<String, String> checkpoints = cancel();
        writeAll(config, halves.get(1));
        submit(config, 2, checkpoints);
        expected.awaitCount();

        expected.assertWritten();
    }

    @Test
    void aProcessSubmitsTheJobsAndFindsThemAgain() throws Exception {
        List<Object> inputs = Story.twoStreams(9, 4);
        VectideConfig prepared = prepared(null);
        Expected expected = Expected.of(prepared, inputs);
        VectideConfig config = ConfigReader.read(settingsFile(prepared, 1), Map.of());
        List<List<Object>> halves = Story.parts(inputs, inputs.size() / 2 + 1);

        try (MonitorApp app = onCluster(config)) {
            writeAll(config, halves.get(0));
            assertThat(app.notReady()).isEmpty();
        }
        List<String> jobs = flink.jobs(config.namespace() + ".");
        running.addAll(jobs);
        assertThat(jobs).hasSize(MONITORS.size());
        try (MonitorApp app = onCluster(config)) {
            writeAll(config, halves.get(1));
            expected.awaitCount();
            assertThat(app.notReady()).isEmpty();
        }

        assertThat(flink.jobs(config.namespace() + ".")).containsExactlyInAnyOrderElementsOf(jobs);
        expected.assertWritten();
    }

    @Test
    void jobsThatALostJobManagerForgotAreBroughtBack() throws Exception {
        List<Object> inputs = Story.twoStreams(10, 4);
        VectideConfig prepared = prepared(null);
        Expected expected = Expected.of(prepared, inputs);
        VectideConfig config = ConfigReader.read(settingsFile(prepared, 1), Map.of());
        List<List<Object>> thirds = Story.parts(inputs, inputs.size() / 3 + 1);

        try (MonitorApp app = onCluster(config)) {
            writeAll(config, thirds.get(0));
            await().atMost(PATIENCE).until(() -> scores(config) > 100);
            List<String> before = flink.jobs(config.namespace() + ".");
            loseJobManager();
            writeAll(config, thirds.get(1));
            await().atMost(PATIENCE).until(() -> app.notReady().isEmpty());
            assertThat(flink.jobs(config.namespace() + "."))
                    .hasSize(MONITORS.size())
                    .doesNotContainAnyElementsOf(before);
        }
        loseJobManager();
        try (MonitorApp app = onCluster(config)) {
            running.addAll(flink.jobs(config.namespace() + "."));
            writeAll(config, thirds.get(2));
            expected.awaitCount();
            assertThat(app.notReady()).isEmpty();
        }

        expected.assertWritten();
    }

    /** Returns once it is there again, with the TaskManagers, and with the jar. */
    private void loseJobManager() throws IOException, InterruptedException {
        cluster.loseJobManager();
        awaitTaskManagers();
        jar = flink.upload(jobJar());
    }

    private static MonitorApp onCluster(VectideConfig config) throws IOException {
        MonitorApp app = MonitorApp.startOnCluster(
                config, TestSpace.SPACE, jobJar(), Map.of(), new SimpleMeterRegistry());
        await().atMost(PATIENCE).until(() -> app.notReady().isEmpty());
        return app;
    }

    private void awaitTaskManagers() {
        await().atMost(PATIENCE).until(() -> {
            cluster.check();
            return flink.taskManagers() >= 2;
        });
    }

    /** Topics and the space, as an encoder leaves them. */
    private VectideConfig prepared(String namespace) {
        Map<String, String> settings = new HashMap<>(Story.SETTINGS);
        if (namespace != null) {
            settings.put("VECTIDE_NAMESPACE", namespace);
        }
        VectideConfig config = TestConfig.of(settings);
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            TopicAdmin topics = new TopicAdmin(config);
            topics.ensureShared(admin);
            topics.ensureVectors(admin, TestSpace.SPACE);
        }
        ControlSpaces.publish(config, List.of(TestSpace.SPACE));
        return config;
    }

    /** @param from by monitor, where a savepoint or checkpoint is */
    private void submit(VectideConfig config, int tasks, Map<String, String> from) throws IOException {
        Path file = settingsFile(config, tasks);
        for (String monitor : MONITORS) {
            running.add(flink.run(
                    jar,
                    from.get(monitor),
                    List.of("--monitor", monitor, "--config", file.toString(), "--space", TestSpace.SPACE.name())));
        }
        for (String job : running) {
            await().atMost(PATIENCE).until(() -> flink.state(job).equals("RUNNING"));
        }
    }

    private Map<String, String> stop() throws IOException, InterruptedException {
        Map<String, String> savepoints = new HashMap<>();
        for (int i = 0; i < MONITORS.size(); i++) {
            savepoints.put(MONITORS.get(i), flink.stop(running.get(i)));
        }
        awaitState("FINISHED");
        return savepoints;
    }

    private Map<String, String> cancel() throws IOException {
        Map<String, String> checkpoints = new HashMap<>();
        for (String job : running) {
            await().atMost(PATIENCE).until(() -> !newestCheckpoint(job).isEmpty());
        }
        for (String job : running) {
            flink.cancel(job);
        }
        for (int i = 0; i < MONITORS.size(); i++) {
            String job = running.get(i);
            await().atMost(PATIENCE).until(() -> flink.state(job).equals("CANCELED"));
            checkpoints.put(MONITORS.get(i), newestCheckpoint(job));
        }
        running.clear();
        return checkpoints;
    }

    /** Where it lies; empty while none is complete, from which a job would start anew. */
    private String newestCheckpoint(String job) throws IOException {
        return flink.checkpoints(job).at("/latest/completed/external_path").asText();
    }

    private void awaitState(String state) {
        for (String job : running) {
            await().atMost(PATIENCE).until(() -> flink.state(job).equals(state));
        }
        running.clear();
    }

    /** The settings of a test as a user's file has them. */
    private Path settingsFile(VectideConfig config, int tasks) throws IOException {
        ObjectNode tree = Json.MAPPER.createObjectNode();
        tree.put("namespace", config.namespace());
        tree.putObject("kafka").put("bootstrap", config.kafka().bootstrap());
        Story.SETTINGS.forEach((name, value) -> {
            String[] words = name.toLowerCase(Locale.ROOT).split("_", 3);
            tree.withObject("/" + words[1]).put(words[2].replace('_', '-'), value);
        });
        tree.withObject("/monitor").put("parallelism", tasks);
        tree.putObject("flink")
                .put("rest.address", cluster.address().getHost())
                .put("rest.port", cluster.address().getPort());
        Path file = directory.resolve(config.namespace() + "-" + tasks + ".yaml");
        return Files.write(file, Json.write(tree)); // JSON is YAML.
    }

    private static void writeAll(VectideConfig config, List<Object> inputs) {
        try (VectorsTopic topic = new VectorsTopic(config)) {
            Story.parts(inputs, 200).forEach(topic::write);
        }
    }

    private static Void write(VectideConfig config, List<List<Object>> parts, Stretches stretches)
            throws InterruptedException {
        try (VectorsTopic topic = new VectorsTopic(config)) {
            for (List<Object> part : parts) {
                stretches.awaitNext();
                topic.write(part);
            }
        }
        return null;
    }

    private static int scores(VectideConfig config) {
        return TopicReader.all(config.kafka().bootstrap(), config.topics().scores()).size();
    }

    /** Everything that is written, without the namespace. */
    private static List<String> values(VectideConfig config) {
        return Stream.of(config.topics().scores(), config.topics().health(), config.topics().alerts())
                .flatMap(topic -> TopicReader.all(config.kafka().bootstrap(), topic).stream()
                        .map(record -> topic.substring(config.namespace().length()) + " "
                                + new String(record.value(), StandardCharsets.UTF_8)))
                .sorted()
                .toList();
    }

    private static Path jobJar() throws IOException {
        Path target = Path.of(System.getProperty("vectide.root", "."), "monitor", "target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-job.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no job jar in " + target + ": package the module monitor first"));
        }
    }
}
