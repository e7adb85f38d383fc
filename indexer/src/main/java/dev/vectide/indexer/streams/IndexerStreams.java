package dev.vectide.indexer.streams;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.otel.OtelSpans;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.StreamDirectory;
import dev.vectide.core.trace.Spans;
import dev.vectide.core.wire.NewerFormatException;
import dev.vectide.indexer.rocks.RocksMemory;
import dev.vectide.indexer.search.StoreUnavailableException;
import dev.vectide.indexer.search.VectorStore;
import dev.vectide.indexer.shards.LocalShards;
import dev.vectide.indexer.shards.Peer;
import dev.vectide.indexer.shards.Peers;
import dev.vectide.indexer.shards.ShardMap;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the vectors topic of one space with Kafka Streams. The topology is one source and one processor over the shards;
 * nothing is written but dead letters.
 *
 * <p>Started and closed by one thread; the store may be asked by any.
 */
public final class IndexerStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexerStreams.class);
    private static final int SESSION_TIMEOUT_MS = 10_000;
    private static final int COMMIT_MS = 1_000;
    private static final int LOOK_MS = 100;
    private static final int LARGEST = 32 << 20;
    private static final Duration STOP = Duration.ofSeconds(30);

    private final int partitions;
    private final RocksMemory memory;
    private final GroupSync sync;
    private final Shards shards = new Shards();
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "indexer-background");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "indexer-near-duplicates");
        thread.setDaemon(true);
        return thread;
    });
    /** Shards load side by side. */
    private final ExecutorService loaders = Executors.newFixedThreadPool(
            Math.max(1, Runtime.getRuntime().availableProcessors()), task -> {
                Thread thread = new Thread(task, "indexer-loader");
                thread.setDaemon(true);
                return thread;
            });
    private final StateDirectory state;
    private final KafkaStreams streams;
    private final Spans spans;
    private final ShardMetrics metrics;
    private final ShardedStore sharded;
    private final OwnShards local;
    private final ShardOwners owners;
    private final ReplicaWatch replicas;
    private final ScatterGather store;
    private final NearDuplicates nearDuplicates;
    private final String instance;
    private final String topic;
    private final AtomicReference<String> failure = new AtomicReference<>();

    /**
     * @param known says of which streams near-duplicates are flagged
     * @param directory where the shards lie; belongs to this instance alone
     * @param peers the way to the shards of other processes
     */
    public IndexerStreams(
            VectideConfig config,
            Space space,
            StreamDirectory known,
            Path directory,
            Clock clock,
            MeterRegistry registry,
            Peers peers) {
        this.topic = config.topics().vectors(space);
        this.spans = OtelSpans.of(config.tracing(), "indexer");
        String application = config.topics().group("indexer", space);
        VectorsTopic vectors;
        try (Admin admin = KafkaSettings.of(config.kafka()).admin()) {
            vectors = VectorsTopic.of(admin, topic);
        }
        this.state = new StateDirectory(directory.resolve(application), vectors.id(), clock);
        state.prepare(vectors.deleteRetention().dividedBy(2));
        this.partitions = config.kafka().partitions();
        this.memory = new RocksMemory(config.indexer());
        this.sync = new GroupSync(partitions);
        this.metrics = new ShardMetrics(registry, space.name(), clock, shards);
        metrics.lieIn(directory);
        metrics.aimFor(config.indexer().recall());
        ShardStore.Parts parts = new ShardStore.Parts(
                new RecordReader(space),
                memory,
                space.dimension(),
                stream -> NearDuplicates.isWatched(known, stream),
                shards,
                sync,
                loaders,
                metrics,
                spans,
                clock);
        this.sharded = new ShardedStore(space, shards, config.indexer(), clock, metrics);
        this.local = new OwnShards(shards, sharded);
        this.instance = config.indexer().instance();
        this.streams = new KafkaStreams(topology(topic, parts), settings(config, application, directory));
        streams.setUncaughtExceptionHandler(this::failed);
        streams.setGlobalStateRestoreListener(new RestoreWatch(shards));
        this.owners = new ShardOwners(
                topic, HostInfo.buildFromEndpoint(advertised(config)), streams::metadataForAllStreamsClients);
        this.replicas = new ReplicaWatch(shards, owners, peers, config.indexer().shardTimeout());
        this.store = new ScatterGather(new ScatterGather.Parts(
                space, partitions, local, owners, peers, config.indexer().shardTimeout(), this::notReady));
        this.nearDuplicates = new NearDuplicates(known, store, metrics);
    }

    public void start() {
        streams.start();
        background.scheduleAtFixedRate(this::noteAlive, 1, 1, TimeUnit.MINUTES);
        background.scheduleWithFixedDelay(this::maintain, 1, 1, TimeUnit.SECONDS);
        looking.scheduleWithFixedDelay(this::lookForNearDuplicates, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    public VectorStore store() {
        return store;
    }

    /** What the other processes ask. */
    public LocalShards localShards() {
        return local;
    }

    /**
     * Empty once every shard is restored, loaded and followed here, or another process has it; else the reason. Whether the others
     * answer, only a question tells.
     */
    public Optional<String> notReady() {
        String why = failure.get();
        if (why != null) {
            return Optional.of(why);
        }
        ShardMap others = owners.get();
        Set<Integer> served = new HashSet<>(others.owners().keySet());
        served.addAll(others.replicas().keySet());
        served.addAll(local.answering());
        return served.size() < partitions
                ? Optional.of("the store has " + served.size() + " of " + partitions + " shards loaded")
                : Optional.empty();
    }

    /** Empty, or why the store follows nothing any more, where a process that starts anew may fare better. */
    public Optional<String> failed() {
        KafkaStreams.State now = streams.state();
        boolean over = now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING;
        return over && failure.get() == null ? Optional.of("the store's threads have ended: " + now) : Optional.empty();
    }

    @Override
    public void close() {
        noteAlive();
        looking.shutdown();
        if (!streams.close(STOP)) {
            LOG.warn("the store did not stop in {} s", STOP.toSeconds());
        }
        background.shutdown();
        loaders.shutdown();
        sync.close();
        memory.close();
        spans.close();
    }

    private void noteAlive() {
        if (failure.get() == null && streams.state() == KafkaStreams.State.RUNNING) {
            try {
                state.alive();
            } catch (RuntimeException e) {
                LOG.warn("{}", e.getMessage());
            }
        }
    }

    private void lookForNearDuplicates() {
        try {
            while (!looking.isShutdown() && nearDuplicates.look(shards.owned())) {
                LOG.trace("there may be more");
            }
        } catch (StoreUnavailableException e) {
            LOG.debug("near-duplicates wait: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("near-duplicates could not be looked for", e);
        }
    }

    /** What the store does beside answering; what fails now is tried again. */
    private void maintain() {
        try {
            shards.all().forEach(Shard::snapshotIfDue);
            sharded.tune();
            lookHowFarReplicasAre();
            metrics.lag(lag());
        } catch (RuntimeException e) {
            LOG.warn("the store's housekeeping failed", e);
        }
    }

    /** As the consumers know it: records that are committed and not yet polled. */
    private Map<Integer, Double> lag() {
        Map<Integer, Double> behind = new HashMap<>();
        streams.metrics().forEach((name, metric) -> {
            if (name.name().equals("records-lag")
                    && topic.equals(name.tags().get("topic"))
                    && metric.metricValue() instanceof Number records && Double.isFinite(records.doubleValue())) {
                // A consumer that restores or keeps a replica lags, too.
                behind.merge(Integer.valueOf(name.tags().get("partition")), records.doubleValue(), Math::max);
            }
        });
        return behind;
    }

    private void lookHowFarReplicasAre() {
        if (replicas.hasReplicas() && streams.state().isRunningOrRebalancing()) {
            Map<Integer, Long> lags = new HashMap<>();
            streams.allLocalStorePartitionLags()
                    .getOrDefault(ShardStore.NAME, Map.of())
                    .forEach((partition, lag) -> lags.put(partition, lag.offsetLag()));
            try {
                replicas.look(lags);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // Closing.
            }
        }
    }

    private static Topology topology(String topic, ShardStore.Parts parts) {
        return new Topology()
                .addReadOnlyStateStore(
                        new ShardStoreBuilder(parts),
                        "vectors",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topic,
                        "shards",
                        ShardProcessor::new);
    }

    private static Properties settings(VectideConfig config, String application, Path directory) {
        Map<String, Object> own = new HashMap<>(config.kafka().streams());
        own.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        own.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        own.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        own.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        own.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, RefusedRecords.class.getName());
        own.put(RefusedRecords.TOPIC, config.topics().deadLetters());
        own.putIfAbsent(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        own.putIfAbsent(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MS);
        own.put(StreamsConfig.mainConsumerPrefix("isolation.level"), "read_committed");
        own.put(StreamsConfig.restoreConsumerPrefix("isolation.level"), "read_committed");
        own.put(StreamsConfig.APPLICATION_SERVER_CONFIG, advertised(config));
        // A member that comes back under its old name gets its shards back at once.
        own.putIfAbsent(
                StreamsConfig.mainConsumerPrefix("group.instance.id"),
                application + "-" + config.indexer().instance());
        own.putIfAbsent(StreamsConfig.mainConsumerPrefix("session.timeout.ms"), SESSION_TIMEOUT_MS);
        own.put(StreamsConfig.producerPrefix("max.request.size"), LARGEST);
        Properties properties = new Properties();
        properties.putAll(KafkaSettings.of(config.kafka()).with(own));
        return properties;
    }

    /** Where the other processes reach this one. */
    private static String advertised(VectideConfig config) {
        String own = config.indexer().advertised();
        String host = config.http().host();
        return own.isEmpty() ? new Peer(host, config.http().port()).toString() : own;
    }

    private StreamThreadExceptionResponse failed(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof NewerFormatException newer) {
                return stopped(String.valueOf(newer.getMessage()));
            }
            if (cause instanceof FencedInstanceIdException) {
                return stopped("another indexer runs under indexer.instance = " + instance
                        + "; each needs a name of its own");
            }
        }
        LOG.error("a thread of the store failed; another takes its place", thrown);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private StreamThreadExceptionResponse stopped(String why) {
        LOG.error("{}", why);
        failure.set(why);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
}
