package dev.vectide.core.kafka;

import dev.vectide.core.config.ConfigException;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.space.Space;
import dev.vectide.core.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics of a namespace where they are missing and checks those that exist: partitions, copies, and the settings
 * that a topic made here would have.
 *
 * <p>All of it throws {@link ConfigException} where a topic is not as it must be or cannot be made so, and {@link
 * BrokerUnavailableException} where Kafka does not answer.
 */
public final class TopicAdmin {
    private static final Logger LOG = LoggerFactory.getLogger(TopicAdmin.class);
    private static final String DAY_MS = Long.toString(Duration.ofDays(1).toMillis());
    private static final String WEEK_MS = Long.toString(Duration.ofDays(7).toMillis());
    /** More than the largest event takes, and its vectors. */
    private static final String LARGEST = Integer.toString(32 << 20);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofMillis(100);

    private final VectideConfig.Kafka kafka;
    private final Topics topics;

    public TopicAdmin(VectideConfig config) {
        this.kafka = config.kafka();
        this.topics = config.topics();
    }

    /** Everything but the vectors topics, which come with their space. */
    public void ensureShared(Admin admin) {
        List<NewTopic> wanted = new ArrayList<>(List.of(
                topic(topics.events(), kafka.partitions(), Map.of("retention.ms", retention())),
                topic(topics.deadLetters(), 1, Map.of("retention.ms", retention())),
                topic(topics.scores(), kafka.partitions(), Map.of("retention.ms", WEEK_MS)),
                topic(topics.health(), 1, Map.of("retention.ms", WEEK_MS)),
                topic(
                        topics.alerts(),
                        1,
                        Map.of(
                                "cleanup.policy", "compact,delete",
                                "retention.ms", WEEK_MS,
                                // The key has no space: an alert of one must not be the end of another's.
                                "min.compaction.lag.ms", WEEK_MS)),
                topic(topics.control(), 1, Map.of("cleanup.policy", "compact"))));
        if (kafka.sources().isEmpty()) {
            wanted.add(topic(topics.inbox(), kafka.partitions(), Map.of()));
        }
        ensure(admin, wanted);
    }

    /** The vectors topic of {@code space}: as many partitions as the events topic, compacted. */
    public void ensureVectors(Admin admin, Space space) {
        ensure(
                admin,
                List.of(topic(
                        topics.vectors(space),
                        kafka.partitions(),
                        Map.of(
                                "cleanup.policy", "compact",
                                "min.compaction.lag.ms", DAY_MS,
                                "delete.retention.ms", WEEK_MS))));
    }

    /** The canary topic of {@code space}: one partition, of which the newest of each key stays. */
    public void ensureCanary(Admin admin, Space space) {
        ensure(admin, List.of(topic(topics.canary(space), 1, Map.of("cleanup.policy", "compact"))));
    }

    private String retention() {
        return kafka.retention().isZero() ? "-1" : Long.toString(kafka.retention().toMillis());
    }

    private NewTopic topic(String name, int partitions, Map<String, String> settings) {
        Map<String, String> all = new java.util.HashMap<>(settings);
        all.put("message.timestamp.type", "LogAppendTime");
        all.put("max.message.bytes", LARGEST);
        return new NewTopic(name, Optional.of(partitions), Optional.of((short) kafka.replication())).configs(all);
    }

    private void ensure(Admin admin, List<NewTopic> wanted) {
        var created = admin.createTopics(wanted).values();
        List<NewTopic> existing = new ArrayList<>();
        for (NewTopic topic : wanted) {
            try {
                Objects.requireNonNull(created.get(topic.name())).get();
                LOG.info("created topic {} with {} partitions", topic.name(), topic.numPartitions());
            } catch (ExecutionException e) {
                Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
                if (!(cause instanceof TopicExistsException)) {
                    throw refused(topic, cause);
                }
                existing.add(topic);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        if (!existing.isEmpty()) {
            check(admin, existing);
        }
    }

    private RuntimeException refused(NewTopic topic, Throwable cause) {
        String why = "topic " + topic.name() + " cannot be created: " + cause.getMessage();
        if (cause instanceof InvalidReplicationFactorException) {
            return new ConfigException("settings", "kafka.replication", Integer.toString(kafka.replication()), why);
        }
        return failed(why, cause);
    }

    private RuntimeException failed(String why, Throwable cause) {
        return ClientFault.refused(kafka.bootstrap(), why, cause)
                .<RuntimeException>map(Function.identity())
                .orElseGet(() -> cause instanceof RetriableException
                        ? new BrokerUnavailableException(why, cause)
                        : new IllegalStateException(why, cause));
    }

    /** A topic that another role has created a moment ago is not yet known to every broker: that is waited for. */
    private void check(Admin admin, List<NewTopic> existing) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                checkNow(admin, existing);
                return;
            } catch (ExecutionException e) {
                Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
                if (!(cause instanceof UnknownTopicOrPartitionException) || System.nanoTime() > deadline) {
                    throw failed("topics cannot be described: " + cause.getMessage(), cause);
                }
                pause();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private static void checkNow(Admin admin, List<NewTopic> existing) throws ExecutionException, InterruptedException {
        List<String> names = existing.stream().map(NewTopic::name).toList();
        Map<String, TopicDescription> found = admin.describeTopics(names).allTopicNames().get();
        Map<ConfigResource, Config> settings = admin.describeConfigs(
                        names.stream().map(TopicAdmin::resource).toList())
                .all()
                .get();
        for (NewTopic topic : existing) {
            Config config = Objects.requireNonNull(settings.get(resource(topic.name())));
            TopicCheck.check(topic, Objects.requireNonNull(found.get(topic.name())), key -> {
                ConfigEntry entry = config.get(key);
                return entry == null ? null : entry.value();
            });
        }
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while preparing topics", e);
    }
}
