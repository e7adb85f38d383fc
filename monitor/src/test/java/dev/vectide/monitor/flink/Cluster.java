package dev.vectide.monitor.flink;

import static org.awaitility.Awaitility.await;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.monitor.collapse.CollapseMonitor;
import dev.vectide.monitor.drift.DriftMonitor;
import dev.vectide.monitor.novelty.NoveltyMonitor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.kafka.clients.admin.Admin;

/** The three jobs on a Flink cluster whose one worker can be lost and replaced. */
final class Cluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final VectideConfig config;
    private final MiniCluster flink;
    private final List<RunningJob> jobs = new ArrayList<>();
    private int worker;

    private Cluster(VectideConfig config, Path directory) {
        this.config = config;
        int jobsInAll = 3;
        this.flink = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(JobSettings.cluster(config, jobsInAll, directory.resolve("tmp")))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(jobsInAll * config.monitor().parallelism())
                .build());
    }

    static Cluster start(VectideConfig config, Path directory) throws Exception {
        Cluster started = new Cluster(config, directory);
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            TopicAdmin topics = new TopicAdmin(config);
            topics.ensureShared(admin);
            topics.ensureVectors(admin, TestSpace.SPACE);
        }
        started.flink.start();
        String space = TestSpace.SPACE.qualifiedName();
        VectideConfig.Monitor monitor = config.monitor();
        VectideConfig.Alerts alerts = config.alerts();
        started.submit(() -> new CollapseMonitor(monitor, alerts, space), directory);
        started.submit(() -> new DriftMonitor(monitor, alerts, space), directory);
        started.submit(() -> new NoveltyMonitor(monitor, alerts, space), directory);
        started.awaitRunning();
        return started;
    }

    private <S> void submit(MonitorFactory<S> factory, Path directory) throws Exception {
        String name = factory.create().name();
        Path folder = directory.resolve(name);
        Configuration settings = JobSettings.job(config, name, folder, Optional.empty());
        settings.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(100));
        JobGraph graph = MonitorJob.graph(config, TestSpace.SPACE, factory, settings);
        flink.submitJob(graph).get();
        jobs.add(new RunningJob(name, graph.getJobID(), new CheckpointFolder(folder), flink));
    }

    void awaitRunning() {
        await().atMost(PATIENCE).until(() -> jobs.stream().allMatch(job -> job.notReady().isEmpty()));
    }

    /** Returns when every job has completed two more checkpoints, so one at least that it began after now. */
    void awaitCheckpoint() {
        Map<RunningJob, Long> before = new HashMap<>();
        jobs.forEach(job -> before.put(job, checkpoints(job)));
        await().atMost(PATIENCE).until(() -> jobs.stream().allMatch(job -> checkpoints(job) >= before.get(job) + 2));
    }

    private long checkpoints(RunningJob job) {
        return flink.getExecutionGraph(job.id())
                .join()
                .getCheckpointStatsSnapshot()
                .getCounts()
                .getNumberOfCompletedCheckpoints();
    }

    /** The worker is lost with all tasks, amid what they do; another stands by to take its place. */
    void crash() throws Exception {
        flink.startTaskManager();
        flink.terminateTaskManager(worker++).get();
    }

    /** How often every task of every job was started again, at the least. */
    int restarts() {
        return jobs.stream()
                .flatMap(job -> flink.getExecutionGraph(job.id()).join().getAllVertices().values().stream())
                .flatMap(vertex -> Arrays.stream(vertex.getTaskVertices()))
                .mapToInt(task -> task.getCurrentExecutionAttempt().getAttemptNumber())
                .min()
                .orElseThrow();
    }

    /** Records that each task of a job that read vectors has sent on, since its last start. */
    List<Long> sent(String monitor) throws Exception {
        RunningJob job = jobs.stream().filter(one -> one.name().equals(monitor)).findFirst().orElseThrow();
        job.stop().await();
        AccessExecutionGraph graph = flink.getExecutionGraph(job.id()).get();
        List<Long> sent = new ArrayList<>();
        for (AccessExecutionJobVertex vertex : graph.getVerticesTopologically()) {
            if (vertex.getName().startsWith("Source: vectors")) {
                for (var task : vertex.getTaskVertices()) {
                    sent.add(task.getCurrentExecutionAttempt().getIOMetrics().getNumRecordsOut());
                }
            }
        }
        return sent;
    }

    /** Vectors of which each task of a job has found the neighbours, since its last start. */
    List<Long> found(String monitor) throws Exception {
        RunningJob job = jobs.stream().filter(one -> one.name().equals(monitor)).findFirst().orElseThrow();
        job.stop().await();
        List<Long> found = new ArrayList<>();
        for (AccessExecutionJobVertex vertex : flink.getExecutionGraph(job.id()).get().getVerticesTopologically()) {
            if (vertex.getName().startsWith("neighbours")) {
                for (var task : vertex.getTaskVertices()) {
                    found.add(Arrays.stream(task.getCurrentExecutionAttempt().getUserAccumulatorsStringified())
                            .filter(count -> count.getName().equals(ShareOperator.FOUND))
                            .mapToLong(count -> Long.parseLong(count.getValue()))
                            .sum());
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        jobs.stream().map(RunningJob::stop).toList().forEach(RunningJob.Stopping::await);
        flink.closeAsync().join();
    }
}
