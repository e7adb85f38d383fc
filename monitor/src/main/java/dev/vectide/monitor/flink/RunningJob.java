package dev.vectide.monitor.flink;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A submitted job.
 *
 * <p>Safe for concurrent use.
 */
record RunningJob(String name, JobID id, CheckpointFolder folder, MiniCluster cluster) {
    private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);
    private static final long ANSWER_S = 5;
    private static final long STOP_S = 30;

    /** Empty while all tasks run, else what they do, and why where it is a failure. */
    Optional<String> notReady() {
        try {
            AccessExecutionGraph graph = cluster.getExecutionGraph(id).get(ANSWER_S, TimeUnit.SECONDS);
            if (graph.getState() != JobStatus.RUNNING) {
                return Optional.of("monitor " + name + " is " + words(graph.getState()) + because(graph));
            }
            for (AccessExecutionJobVertex vertex : graph.getVerticesTopologically()) {
                if (vertex.getAggregateState() != ExecutionState.RUNNING) {
                    return Optional.of("monitor " + name + " is starting" + because(graph));
                }
            }
            return Optional.empty();
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            return Optional.of("monitor " + name + " does not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("monitor " + name + ": interrupted");
        }
    }

    private static String words(JobStatus status) {
        return status.name().toLowerCase(java.util.Locale.ROOT);
    }

    @SuppressWarnings("ReferenceEquality") // A cause that is its own cause, as some make them.
    private static String because(AccessExecutionGraph graph) {
        ErrorInfo failure = graph.getFailureInfo();
        if (failure == null) {
            return "";
        }
        Throwable cause = failure.getException().deserializeError(RunningJob.class.getClassLoader());
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return " after: " + (cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }

    /** Begins to stop. */
    Stopping stop() {
        return new Stopping(this, cluster.stopWithSavepoint(id, folder.path().toUri().toString(), false,
                SavepointFormatType.NATIVE));
    }

    record Stopping(RunningJob job, CompletableFuture<String> savepoint) {
        /** Returns when the job has stopped; where it cannot stop behind a last checkpoint, its newest one stays. */
        void await() {
            try {
                savepoint.get(STOP_S, TimeUnit.SECONDS);
                job.cluster.requestJobResult(job.id).get(STOP_S, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                LOG.warn("monitor {} stops at its newest checkpoint: {}", job.name,
                        ExceptionUtils.stripExecutionException(e).toString());
                job.cluster.cancelJob(job.id);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
