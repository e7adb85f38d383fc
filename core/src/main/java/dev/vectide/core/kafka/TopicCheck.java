package dev.vectide.core.kafka;

import dev.vectide.core.config.ConfigException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.jspecify.annotations.Nullable;

/**
 * Whether a topic that exists will do in place of the one that would have been made. Partitions, clean-up and kind of timestamp
 * are as wanted or not; copies, retention and sizes may be more than is wanted, and never less.
 */
final class TopicCheck {
    private static final String ALTER = "; alter the topic, or delete it if it is empty";

    private TopicCheck() {}

    /**
     * @param settings of the topic by name, as the broker has them in force
     * @throws ConfigException with the first difference
     */
    static void check(NewTopic wanted, TopicDescription found, Function<String, @Nullable String> settings) {
        String name = wanted.name();
        int partitions = found.partitions().size();
        if (partitions != wanted.numPartitions()) {
            throw fault(name, "partitions", Integer.toString(partitions),
                    "expected " + wanted.numPartitions() + "; set kafka.partitions to what the topics have");
        }
        int copies = found.partitions().stream().mapToInt(partition -> partition.replicas().size()).min().orElse(0);
        if (copies < wanted.replicationFactor()) {
            throw fault(name, "replication", Integer.toString(copies),
                    "expected " + wanted.replicationFactor() + " or more, as kafka.replication says" + ALTER);
        }
        Map<String, String> configs = Optional.ofNullable(wanted.configs()).orElse(Map.of());
        configs.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(setting -> {
            String has = settings.apply(setting.getKey());
            expected(setting.getKey(), setting.getValue(), has).ifPresent(expected -> {
                throw fault(name, setting.getKey(), has, expected + ALTER);
            });
        });
    }

    /** What would have been right, where {@code has} is not. */
    private static Optional<String> expected(String key, String wanted, @Nullable String has) {
        if (wanted.equals(has)) {
            return Optional.empty();
        }
        return switch (key) {
            case "cleanup.policy" -> has != null && parts(has).equals(parts(wanted))
                    ? Optional.empty()
                    : Optional.of("expected " + wanted);
            case "message.timestamp.type" -> Optional.of("expected " + wanted);
            default -> atLeast(wanted, has);
        };
    }

    private static Set<String> parts(String policy) {
        return Set.of(policy.split(",", -1));
    }

    private static Optional<String> atLeast(String wanted, @Nullable String has) {
        long enough = unbounded(Long.parseLong(wanted));
        if (has != null && unbounded(Long.parseLong(has)) >= enough) {
            return Optional.empty();
        }
        return Optional.of(enough == Long.MAX_VALUE ? "expected -1, for ever" : "expected " + wanted + " or more");
    }

    /** -1 is for ever. */
    private static long unbounded(long value) {
        return value < 0 ? Long.MAX_VALUE : value;
    }

    private static ConfigException fault(String topic, String what, @Nullable String found, String expected) {
        return new ConfigException("topic " + topic, what, found, expected);
    }
}
