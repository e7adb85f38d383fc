package dev.vectide.local.kafka;

import dev.vectide.core.kafka.ClientFault;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.local.UnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Ends, settings and readers of topics. That Kafka does not answer is an {@link UnavailableException}.
 *
 * <p>Used by one thread.
 */
final class TopicFacts implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KafkaSettings kafka;
    private final Admin admin;

    TopicFacts(KafkaSettings kafka) {
        this.kafka = kafka;
        this.admin = kafka.admin(Map.of(
                "default.api.timeout.ms", (int) PATIENCE.toMillis(), "request.timeout.ms", (int) PATIENCE.toMillis() / 2));
    }

    int partitions(String topic) {
        return Objects.requireNonNull(get(topic, admin.describeTopics(List.of(topic)).allTopicNames()).get(topic))
                .partitions()
                .size();
    }

    /** Up to what is committed, or to the last record that is written. */
    TopicSpan span(String topic, IsolationLevel isolation) {
        return new TopicSpan(topic, begins(topic), ends(topic, isolation));
    }

    private Map<Integer, Long> begins(String topic) {
        return offsets(topic, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    Map<Integer, Long> ends(String topic, IsolationLevel isolation) {
        return offsets(topic, OffsetSpec.latest(), isolation);
    }

    private Map<Integer, Long> offsets(String topic, OffsetSpec which, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (int partition = partitions(topic) - 1; partition >= 0; partition--) {
            wanted.put(new TopicPartition(topic, partition), which);
        }
        Map<Integer, Long> offsets = new HashMap<>();
        get(topic, admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all())
                .forEach((partition, found) -> offsets.put(partition.partition(), found.offset()));
        return offsets;
    }

    /** By partition of {@code topic}, where the group has any. */
    Map<Integer, Long> committed(String group, String topic) {
        Map<Integer, Long> committed = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> found =
                get(topic, admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        found.forEach((partition, offset) -> {
            if (partition.topic().equals(topic) && offset != null) {
                committed.put(partition.partition(), offset.offset());
            }
        });
        return committed;
    }

    Config settings(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return Objects.requireNonNull(get(topic, admin.describeConfigs(List.of(resource)).all()).get(resource));
    }

    private <T> T get(String topic, KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof UnknownTopicOrPartitionException) {
                throw new UnavailableException("Kafka at " + kafka.bootstrap() + " has no topic " + topic
                        + ": are kafka.bootstrap and namespace those of the running system?");
            }
            if (cause instanceof RetriableException) {
                throw new UnavailableException("Kafka at " + kafka.bootstrap() + " does not answer, or not as it must: "
                        + cause.getMessage());
            }
            ClientFault.refused(kafka.bootstrap(), cause).ifPresent(fault -> {
                throw fault;
            });
            throw new IllegalStateException("Kafka at " + kafka.bootstrap() + ": " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka was asked", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
