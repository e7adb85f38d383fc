package dev.vectide.indexer.streams;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;

/**
 * What the store must know of its topic.
 *
 * @param id changes when the topic is made anew
 * @param deleteRetention how long a delete can be read after it was written
 */
record VectorsTopic(String id, Duration deleteRetention) {
    static VectorsTopic of(Admin admin, String name) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try {
            String id = admin.describeTopics(List.of(name)).allTopicNames().get().get(name).topicId().toString();
            String retention = admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get("delete.retention.ms")
                    .value();
            return new VectorsTopic(id, Duration.ofMillis(Long.parseLong(retention)));
        } catch (ExecutionException e) {
            throw new IllegalStateException("topic " + name + " cannot be described: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while describing " + name, e);
        }
    }
}
