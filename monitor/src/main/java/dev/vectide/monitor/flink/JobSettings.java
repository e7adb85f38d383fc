package dev.vectide.monitor.flink;

import dev.vectide.core.config.VectideConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.RecoveryClaimMode;

/** Flink's settings: its defaults, then ours, then the user's, then those that the results depend on. */
final class JobSettings {
    /** Key groups of the state; a job can be brought back with any parallelism up to this, but never with another number. */
    private static final int MAX_PARALLELISM = 128;
    private static final int SEGMENT_KIB = 32;
    private static final String LOOPBACK = "127.0.0.1";

    private JobSettings() {}

    /** Of the cluster in this JVM: it holds {@code jobs} jobs and little memory of its own. */
    static Configuration cluster(VectideConfig config, int jobs, Path temporary) {
        int parallelism = config.monitor().parallelism();
        // What the gates of one exchange take at most, twice.
        long buffers = 2L * jobs * (3L * parallelism * parallelism + 16L * parallelism);
        MemorySize network = MemorySize.ofMebiBytes(Math.max(8, buffers * SEGMENT_KIB / 1024 + 1));
        Configuration settings = new Configuration();
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(1));
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        settings.set(JobManagerOptions.BIND_HOST, LOOPBACK); // Of the server of Flink's own files, too.
        settings.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        settings.set(SecurityOptions.DELEGATION_TOKENS_ENABLED, false);
        settings.set(CoreOptions.TMP_DIRS, temporary.toString());
        addUsers(config, settings);
        settings.set(TaskManagerOptions.NUM_TASK_SLOTS, jobs * parallelism);
        settings.set(TaskManagerOptions.MINI_CLUSTER_NUM_TASK_MANAGERS, 1);
        return settings;
    }

    /**
     * Of one job in this JVM.
     *
     * @param restore the checkpoint to go on from
     */
    static Configuration job(VectideConfig config, String name, Path folder, Optional<Path> restore) {
        Configuration settings = submitted(config, name);
        settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        restore.ifPresent(path -> {
            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString());
            settings.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        });
        return settings;
    }

    /** Of one job on a cluster: where its state lies, and from what it is brought back, are settled there. */
    static Configuration submitted(VectideConfig config, String name) {
        Configuration settings = new Configuration();
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofSeconds(1));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));
        settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 10);
        addUsers(config, settings);
        settings.set(PipelineOptions.NAME, name);
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.OBJECT_REUSE, true); // Nothing that travels is ever changed.
        settings.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        settings.set(CoreOptions.DEFAULT_PARALLELISM, config.monitor().parallelism());
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.monitor().checkpointInterval());
        settings.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        settings.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        return settings;
    }

    private static void addUsers(VectideConfig config, Configuration settings) {
        config.flink().forEach((key, value) -> settings.setString(key, String.valueOf(value)));
    }
}
