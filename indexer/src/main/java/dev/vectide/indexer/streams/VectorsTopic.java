package dev.vectide.indexer.streams;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;

/**
 * What the store must know of its topic.
 *
 * @param id changes when the topic is made anew
 * @param deleteRetention how long a delete can be read after it was written
 */
record VectorsTopic(String id, Duration deleteRetention) {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);

    /** A topic that was just made may not be known everywhere yet: it is asked for until it is. */
    static VectorsTopic of(Admin admin, String name) {
        long deadline = System.nanoTime() + PATIENCE_NS;
        try {
            while (true) {
                try {
                    return describe(admin, name);
                } catch (ExecutionException e) {
                    Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
                    if (!(cause instanceof RetriableException) || System.nanoTime() > deadline) {
                        throw new IllegalStateException(
                                "topic " + name + " cannot be described: " + cause.getMessage(), cause);
                    }
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while describing " + name, e);
        }
    }

    private static VectorsTopic describe(Admin admin, String name) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        TopicDescription topic = Objects.requireNonNull(
                admin.describeTopics(List.of(name)).allTopicNames().get().get(name));
        Config config =
                Objects.requireNonNull(admin.describeConfigs(List.of(resource)).all().get().get(resource));
        long retention = Long.parseLong(config.get("delete.retention.ms").value());
        return new VectorsTopic(topic.topicId().toString(), Duration.ofMillis(retention));
    }
}
