package dev.vectide.core.kafka;

import dev.vectide.core.config.VectideConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Client properties: where Kafka is, what the user passes through, and what the caller needs. */
public final class KafkaSettings {
    private final Map<String, Object> base;

    private KafkaSettings(Map<String, Object> base) {
        this.base = base;
    }

    /** Of the configured cluster; {@code kafka.bootstrap} must be set. */
    public static KafkaSettings of(VectideConfig.Kafka kafka) {
        Map<String, Object> base = new HashMap<>(kafka.client());
        base.put("bootstrap.servers", kafka.bootstrap());
        return new KafkaSettings(base);
    }

    /** Of {@link #with} elsewhere: how settings travel. */
    public static KafkaSettings of(Map<String, ?> properties) {
        return new KafkaSettings(new HashMap<>(properties));
    }

    public String bootstrap() {
        return String.valueOf(base.get("bootstrap.servers"));
    }

    /** Client properties with {@code own} on top. */
    public Map<String, Object> with(Map<String, ?> own) {
        Map<String, Object> properties = new HashMap<>(base);
        properties.putAll(own);
        return properties;
    }

    /** @throws dev.vectide.core.config.ConfigException if Kafka's clients cannot use the settings */
    public Admin admin() {
        return admin(Map.of());
    }

    /**
     * With {@code own} on top.
     *
     * @throws dev.vectide.core.config.ConfigException if Kafka's clients cannot use the settings
     */
    public Admin admin(Map<String, ?> own) {
        try {
            return Admin.create(with(own));
        } catch (KafkaException e) {
            throw ClientFault.unusable(e);
        }
    }

    /** For a reader of committed records that owns its offsets. */
    public Map<String, Object> reader(Map<String, ?> own) {
        Map<String, Object> properties = with(Map.of(
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest",
                "allow.auto.create.topics", "false"));
        properties.putAll(own);
        return properties;
    }
}
