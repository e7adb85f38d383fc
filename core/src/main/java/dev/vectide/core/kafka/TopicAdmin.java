package dev.vectide.core.kafka;

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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics of a namespace where they are missing and checks the partitions of those that exist. */
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
                topic(topics.events(), kafka.partitions(), Map.of("retention.ms", "-1")),
                topic(topics.deadLetters(), 1, Map.of("retention.ms", "-1")),
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

    private NewTopic topic(String name, int partitions, Map<String, String> settings) {
        Map<String, String> all = new java.util.HashMap<>(settings);
        all.put("message.timestamp.type", "LogAppendTime");
        all.put("max.message.bytes", LARGEST);
        return new NewTopic(name, Optional.of(partitions), Optional.of((short) kafka.replication())).configs(all);
    }

    private static void ensure(Admin admin, List<NewTopic> wanted) {
        var created = admin.createTopics(wanted).values();
        List<String> existing = new ArrayList<>();
        for (NewTopic topic : wanted) {
            try {
                Objects.requireNonNull(created.get(topic.name())).get();
                LOG.info("created topic {} with {} partitions", topic.name(), topic.numPartitions());
            } catch (ExecutionException e) {
                Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
                if (!(cause instanceof TopicExistsException)) {
                    throw new IllegalStateException(
                            "topic " + topic.name() + " cannot be created: " + cause.getMessage(), cause);
                }
                existing.add(topic.name());
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        Map<String, TopicDescription> found = describe(admin, existing);
        for (NewTopic topic : wanted) {
            TopicDescription description = found.get(topic.name());
            if (description != null && description.partitions().size() != topic.numPartitions()) {
                throw new IllegalStateException("topic " + topic.name() + " has "
                        + description.partitions().size() + " partitions, expected " + topic.numPartitions()
                        + "; set kafka.partitions to what the topics have");
            }
        }
    }

    /** A topic that another role has created a moment ago is not yet known to every broker: that is waited for. */
    private static Map<String, TopicDescription> describe(Admin admin, List<String> names) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return admin.describeTopics(names).allTopicNames().get();
            } catch (ExecutionException e) {
                Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
                boolean young = cause instanceof UnknownTopicOrPartitionException;
                if (!young || System.nanoTime() > deadline) {
                    throw new IllegalStateException("topics cannot be described: " + cause.getMessage(), cause);
                }
                pause();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
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
