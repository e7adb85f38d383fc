package dev.vectide.ingest.kafka;

import dev.vectide.core.kafka.KafkaSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;

/** How large a record the topics take: one that is larger would fail its transaction for ever. */
final class TopicLimits {
    /** For the key, the headers and the batch around a value. */
    static final int OVERHEAD = 1 << 16;

    private final Map<String, Integer> limits;

    private TopicLimits(Map<String, Integer> limits) {
        this.limits = limits;
    }

    /** Asks the broker; where that is not allowed, as Vectide creates its topics. */
    static TopicLimits of(KafkaSettings kafka, String... topics) {
        List<ConfigResource> resources = new ArrayList<>();
        for (String topic : topics) {
            resources.add(new ConfigResource(ConfigResource.Type.TOPIC, topic));
        }
        Map<String, Integer> limits = new HashMap<>();
        try (Admin admin = kafka.admin()) {
            admin.describeConfigs(resources).all().get().forEach((resource, config) -> limits.put(
                    resource.name(), Integer.parseInt(config.get("max.message.bytes").value())));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause != null && !(cause instanceof AuthorizationException)) {
                throw new KafkaException("limits of topics cannot be read: " + cause.getMessage(), cause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
        return new TopicLimits(limits);
    }

    /** Bytes that a value may have. */
    int largestValue(String topic) {
        return Math.min(limits.getOrDefault(topic, EventRecords.LARGEST), EventRecords.LARGEST) - OVERHEAD;
    }
}
