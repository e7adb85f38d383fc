package dev.vectide.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.vectide.core.config.ConfigException;
import dev.vectide.core.config.Size;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.ControlSpaces;
import dev.vectide.core.kafka.ControlStreams;
import dev.vectide.core.kafka.ControlTopic;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.core.space.ImageContract;
import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.LongTexts;
import dev.vectide.core.stream.StreamSettings;
import dev.vectide.core.wire.NewerFormatException;
import dev.vectide.testing.TestConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlTopicIT {
    private static final StreamSettings TICKETS = new StreamSettings("tickets", false, Duration.ofDays(3));

    private final VectideConfig config = TestConfig.of(Map.of());

    @BeforeEach
    void createTopics() {
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            new TopicAdmin(config).ensureShared(admin);
        }
    }

    @Test
    void whatOneWritesItselfAndOthersFind() {
        try (ControlTopic one = ControlTopic.start(config);
                ControlTopic other = ControlTopic.start(config)) {
            ControlStreams streams = new ControlStreams(one);
            streams.put(TICKETS);
            streams.put(StreamSettings.defaults("logs"));
            streams.remove("logs");
            StreamSettings cut = new StreamSettings("cut", true, null, LongTexts.TRUNCATE, 0.95);
            streams.put(cut);

            assertThat(streams.list()).containsExactly(cut, TICKETS);
            streams.remove("cut");
            assertThat(streams.find("logs")).isEmpty();
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(new ControlStreams(other).list()).containsExactly(TICKETS));
        }
        try (ControlTopic later = ControlTopic.start(config)) {
            assertThat(new ControlStreams(later).list()).containsExactly(TICKETS);
        }
    }

    @Test
    void spacesAreFoundByTheirNamesAsEncodersToldThem() {
        Space one = space("mine", 384);
        Space other = space("pictures", 512);
        Space newer = space("mine", 768);
        ControlSpaces.publish(config, List.of(one, other));
        ControlSpaces.publish(config, List.of(one, other));
        try (ControlTopic control = ControlTopic.start(config)) {
            ControlSpaces spaces = new ControlSpaces(control);
            assertThat(spaces.list()).containsExactlyInAnyOrder(one, other);
            assertThat(spaces.get("mine")).isEqualTo(one);
            assertThatThrownBy(() -> spaces.get("yours"))
                    .hasMessage("space yours is not known in the control topic: an encoder tells of its spaces when it starts");

            spaces.put(newer);
            control.put("space", "mine-00000000", JsonNodeFactory.instance.objectNode().put("name", "mine"));
            assertThat(spaces.get(newer.qualifiedName())).isEqualTo(newer);
            assertThatThrownBy(() -> spaces.get("mine"))
                    .hasMessageContaining(one.qualifiedName())
                    .hasMessageContaining(newer.qualifiedName());
        }
    }

    private static Space space(String name, int dimension) {
        ImageContract image = name.equals("pictures")
                ? new ImageContract(224, 224, ImageContract.Channels.RGB, 1.0 / 255, List.of(0.0, 0.0, 0.0),
                        List.of(1.0, 1.0, 1.0), ImageContract.Fit.CROP, ImageContract.Layout.NCHW, "")
                : null;
        return new Space(name, "0".repeat(64), "1".repeat(64), Pooling.CLS, "query: ", "", 256, dimension, true,
                Precision.INT8, image, null);
    }

    @Test
    void theFileSeedsAndAConflictNamesBoth() {
        try (ControlTopic control = ControlTopic.start(config)) {
            ControlStreams streams = new ControlStreams(control);
            streams.seed(declared(new VectideConfig.Declared("tickets", false, Duration.ofDays(3), null, null)));
            streams.seed(declared(new VectideConfig.Declared("tickets", false, Duration.ofDays(3), null, null)));

            assertThat(streams.list()).containsExactly(TICKETS);
            assertThatThrownBy(() -> streams.seed(declared(new VectideConfig.Declared("tickets", null, null, null, null))))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("streams.declared.tickets = store-content true, ttl none, long-texts as encoder.long-texts, near-duplicates none")
                    .hasMessageContaining("store-content false, ttl 3d, long-texts as encoder.long-texts");
        }
    }

    @Test
    void damagedRecordsAreSkippedAndANewerFormatIsNotRead() throws Exception {
        write("stream/broken", "{");
        write("stream/tickets", "{\"format\":1,\"store_content\":false,\"ttl_ms\":259200000}");
        try (ControlTopic control = ControlTopic.start(config)) {
            assertThat(new ControlStreams(control).list()).containsExactly(TICKETS);
        }
        write("stream/future", "{\"format\":2}");
        assertThatThrownBy(() -> ControlTopic.start(config))
                .isInstanceOf(NewerFormatException.class)
                .hasMessageContaining("stream/future");
    }

    private void write(String key, String value) throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                KafkaSettings.of(config.kafka()).with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(config.topics().control(), bytes(key), bytes(value))).get();
        }
    }

    private static VectideConfig.Streams declared(VectideConfig.Declared stream) {
        return new VectideConfig.Streams(
                true, new Size(1000), Duration.ofMinutes(5), Duration.ofSeconds(30), List.of(stream), "0", Duration.ofHours(1), List.of());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
