package dev.vectide.monitor.flink;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.rest.messages.ClusterConfigurationInfoHeaders;
import org.apache.flink.runtime.rest.messages.EmptyMessageParameters;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobMessageParameters;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointStatistics.CompletedCheckpointStatistics;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatisticsHeaders;
import org.apache.flink.util.ExceptionUtils;

/**
 * What is asked of a Flink cluster, over its REST routes, each question with an end to patience.
 *
 * <p>Safe for concurrent use.
 */
final class ClusterClient implements AutoCloseable {
    private static final long ANSWER_S = 10;
    private static final long SUBMIT_S = 120;
    /** Between attempts while nothing listens; Flink's own 3 s would be lost whenever a JobManager comes back. */
    private static final Duration RETRY = Duration.ofMillis(500);

    private final RestClusterClient<StandaloneClusterId> client;
    private final String address;

    ClusterClient(Configuration settings) throws Exception {
        this.address = settings.get(RestOptions.ADDRESS) + ":" + settings.get(RestOptions.PORT);
        Configuration own = new Configuration(settings);
        if (settings.getOptional(RestOptions.RETRY_DELAY).isEmpty()) {
            own.set(RestOptions.RETRY_DELAY, RETRY);
            own.set(RestOptions.RETRY_MAX_ATTEMPTS, (int) (SUBMIT_S * 1000 / RETRY.toMillis()));
        }
        this.client = new RestClusterClient<>(own, StandaloneClusterId.getInstance());
    }

    String address() {
        return address;
    }

    /** All that the cluster remembers, with those that have ended lately. */
    Map<JobID, JobStatus> known() throws ExecutionException, TimeoutException, InterruptedException {
        Map<JobID, JobStatus> known = new HashMap<>();
        for (JobStatusMessage job : answer(client.listJobs(), ANSWER_S)) {
            known.put(job.getJobId(), job.getJobState());
        }
        return known;
    }

    /** By name, those that have not ended. */
    Map<String, JobID> running() throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, JobID> running = new HashMap<>();
        for (JobStatusMessage job : answer(client.listJobs(), ANSWER_S)) {
            if (!job.getJobState().isTerminalState()) {
                running.put(job.getJobName(), job.getJobId());
            }
        }
        return running;
    }

    JobStatus status(JobID job) throws ExecutionException, TimeoutException, InterruptedException {
        return answer(client.getJobStatus(job), ANSWER_S);
    }

    /** The cluster's own. */
    Configuration settings() throws ExecutionException, TimeoutException, InterruptedException {
        Configuration settings = new Configuration();
        answer(
                        client.sendRequest(
                                ClusterConfigurationInfoHeaders.getInstance(),
                                EmptyMessageParameters.getInstance(),
                                EmptyRequestBody.getInstance()),
                        ANSWER_S)
                .forEach(entry -> settings.setString(entry.getKey(), entry.getValue()));
        return settings;
    }

    /** Where the newest complete checkpoint of this run lies; empty before the first. */
    String newestCheckpoint(JobID job) throws ExecutionException, TimeoutException, InterruptedException {
        JobMessageParameters which = new JobMessageParameters();
        which.jobPathParameter.resolve(job);
        CompletedCheckpointStatistics newest = answer(
                        client.sendRequest(
                                CheckpointingStatisticsHeaders.getInstance(), which, EmptyRequestBody.getInstance()),
                        ANSWER_S)
                .getLatestCheckpoints()
                .getCompletedCheckpointStatistics();
        return newest == null || newest.getExternalPath() == null ? "" : newest.getExternalPath();
    }

    JobID submit(JobGraph graph) throws ExecutionException, TimeoutException, InterruptedException {
        return answer(client.submitJob(graph), SUBMIT_S);
    }

    /** Whoever is not waited for any more does not go on trying either. */
    private static <T> T answer(Future<T> asked, long seconds)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return asked.get(seconds, TimeUnit.SECONDS);
        } finally {
            asked.cancel(true);
        }
    }

    static String cause(Exception e) {
        Throwable cause = ExceptionUtils.stripExecutionException(e);
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    @Override
    public void close() {
        client.close();
    }
}
