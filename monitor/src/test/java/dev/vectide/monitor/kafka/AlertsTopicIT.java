package dev.vectide.monitor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.testing.TestConfig;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** Two spaces of a stream share the keys of its alerts, which is why none may be compacted away while it is kept. */
class AlertsTopicIT {
    private final VectideConfig config = TestConfig.of(Map.of());

    @Test
    void noAlertGivesWayToOneOfTheSameKeyWhileItIsKept() throws Exception {
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            new TopicAdmin(config).ensureShared(admin);
            ConfigResource topic =
                    new ConfigResource(ConfigResource.Type.TOPIC, config.topics().alerts());

            Config settings = admin.describeConfigs(List.of(topic)).all().get().get(topic);

            assertThat(settings.get("cleanup.policy").value().split(",")).containsExactlyInAnyOrder("compact", "delete");
            assertThat(Long.parseLong(settings.get("min.compaction.lag.ms").value()))
                    .isGreaterThanOrEqualTo(Long.parseLong(settings.get("retention.ms").value()));
        }
    }
}
