package dev.vectide.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.config.ConfigException;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.BrokerUnavailableException;
import dev.vectide.core.kafka.BrokerWatch;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.testing.TestConfig;
import dev.vectide.testing.TestKafka;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Topics as they are found on a real broker, against topics as the settings want them. */
class TopicAdminIT {
    private final String namespace = TestKafka.namespace();
    private final VectideConfig config = config(Map.of());

    @BeforeEach
    void make() {
        ensure(config);
    }

    @Test
    void topicsThatAreAsTheyWereMadePass() {
        ensure(config);
    }

    @Test
    void otherPartitionsAreRefused() {
        refused(config(Map.of("VECTIDE_KAFKA_PARTITIONS", "3")), "topic " + namespace + ".events: partitions = 4: expected 3;");
    }

    @Test
    void fewerCopiesAreRefused() {
        refused(
                config(Map.of("VECTIDE_KAFKA_REPLICATION", "2")),
                "topic " + namespace + ".events: replication = 1: expected 2 or more, as kafka.replication says");
    }

    @Test
    void moreCopiesThanBrokersAreRefusedWithTheSetting() {
        VectideConfig wanted = TestConfig.of(Map.of("VECTIDE_KAFKA_REPLICATION", "7"));
        refused(wanted, "kafka.replication = 7: topic " + wanted.namespace() + ".events cannot be created");
    }

    @Test
    void aShorterRetentionIsRefusedAndALongerOneIsNot() throws Exception {
        alter(config.topics().events(), "retention.ms", "3600000");

        refused(config, "topic " + namespace + ".events: retention.ms = 3600000: expected -1, for ever");
        refused(
                config(Map.of("VECTIDE_KAFKA_RETENTION", "2h")),
                "topic " + namespace + ".events: retention.ms = 3600000: expected 7200000 or more");
        alter(config.topics().events(), "retention.ms", "7200001");
        ensure(config(Map.of("VECTIDE_KAFKA_RETENTION", "2h")));
    }

    @Test
    void anotherCleanUpIsRefused() throws Exception {
        alter(config.topics().control(), "cleanup.policy", "delete");

        refused(config, "topic " + namespace + ".control: cleanup.policy = delete: expected compact");
    }

    @Test
    void producersClocksAreRefused() throws Exception {
        alter(config.topics().events(), "message.timestamp.type", "CreateTime");

        refused(config, "message.timestamp.type = CreateTime: expected LogAppendTime");
    }

    @Test
    void aBrokerThatAnswersIsReadyAndOneThatDoesNotIsNamed() throws Exception {
        try (BrokerWatch watch = BrokerWatch.start(KafkaSettings.of(config.kafka()))) {
            assertThat(watch.notReady()).isEmpty();
        }
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String nowhere = "127.0.0.1:" + port;
        KafkaSettings gone = KafkaSettings.of(Map.of("bootstrap.servers", nowhere));
        assertThatThrownBy(() -> BrokerWatch.start(gone))
                .isInstanceOf(BrokerUnavailableException.class)
                .hasMessageContaining("kafka.bootstrap = " + nowhere + " does not answer");
    }

    @Test
    void aTopicThatIsDeletedIsNamedAlsoOnceThereIsAnotherOne() throws Exception {
        ensure(config);
        String events = config.topics().events();
        try (BrokerWatch watch = BrokerWatch.start(KafkaSettings.of(config.kafka()));
                Admin admin = admin()) {
            watch.expect(List.of(events, config.topics().control(), namespace + ".never"));

            admin.deleteTopics(List.of(events)).all().get();

            await().atMost(1, TimeUnit.MINUTES).until(() -> watch.notReady().isPresent());
            assertThat(watch.notReady()).hasValueSatisfying(why -> assertThat(why).startsWith("topic " + events + ": deleted"));
            await().atMost(1, TimeUnit.MINUTES).ignoreExceptions().until(() -> {
                ensure(config);
                return true;
            });
            assertThat(watch.notReady()).as("what it held is still lost").isPresent();
        }
    }

    private VectideConfig config(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("VECTIDE_NAMESPACE", namespace);
        return TestConfig.of(all);
    }

    private static void ensure(VectideConfig config) {
        try (Admin admin = admin()) {
            new TopicAdmin(config).ensureShared(admin);
        }
    }

    private static void refused(VectideConfig config, String why) {
        assertThatThrownBy(() -> ensure(config)).isInstanceOf(ConfigException.class).hasMessageContaining(why);
    }

    private static void alter(String topic, String setting, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
            // The controller has it; the broker that is asked next learns of it a moment later.
            await().atMost(Duration.ofMinutes(1)).until(() -> value.equals(admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get(setting)
                    .value()));
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", TestKafka.shared().bootstrap()));
    }
}
