package dev.vectide.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.wire.EventCodec;
import dev.vectide.testing.TestConfig;
import dev.vectide.testing.TestKafka;
import dev.vectide.testing.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Producers' own topics become events exactly once, and poison among them becomes dead letters. */
class MappedTopicsIT {
    @Test
    void theInboxTakesEveryFormAndPoisonStopsNothing() throws Exception {
        VectideConfig config = TestConfig.of(Map.of());
        try (Door door = new Door(config)) {
            String inbox = config.topics().inbox();
            List<ProducerRecord<byte[], byte[]>> records = List.of(
                    record(inbox, "k1", "{\"stream\":\"tickets\",\"id\":\"a\",\"text\":\"plain\"}"),
                    record(inbox, "poison", "\u0000\u0001 not JSON"),
                    record(inbox, null, "words", "ce_specversion", "1.0", "ce_id", "e1", "ce_source", "/s", "ce_type", "t",
                            "ce_subject", "b", "ce_stream", "tickets", "content-type", "text/plain"),
                    record(inbox, null, "{\"specversion\":\"1.0\",\"id\":\"e2\",\"source\":\"/s\",\"type\":\"t\","
                            + "\"stream\":\"tickets\",\"data\":{\"text\":\"structured\"}}",
                            "content-type", "application/cloudevents+json; charset=utf-8"),
                    record(inbox, null, "{\"id\":\"a\",\"text\":\"of no stream\"}"),
                    record(inbox, "tickets/gone", null),
                    record(inbox, "gone", null),
                    record(inbox, "k2", "{\"stream\":\"tickets\",\"id\":\"n\",\"vector\":[1,NaN]}"));
            send(config, records);

            List<Event> events = events(config, 4);
            assertThat(events).extracting(event -> event.key().toString()).containsExactlyInAnyOrder(
                    "tickets/a", "tickets/b", "tickets/e2", "tickets/gone");
            assertThat(event(events, "b").content()).isEqualTo(new Content.Text("words"));
            assertThat(event(events, "b").identity()).isEqualTo(new Identity("/s", "e1"));
            assertThat(event(events, "gone").content()).isEqualTo(new Content.Deleted());

            List<ConsumerRecord<byte[], byte[]>> letters = TopicReader.until(
                    config.kafka().bootstrap(), config.topics().deadLetters(), found -> found.size() >= 4);
            ConsumerRecord<byte[], byte[]> poison = letters.stream()
                    .filter(letter -> "poison".equals(text(letter.key())))
                    .findFirst()
                    .orElseThrow();
            assertThat(text(poison.value())).isEqualTo("\u0000\u0001 not JSON");
            assertThat(header(poison, "__streams.errors.exception")).isNotEmpty();
            assertThat(header(poison, "__streams.errors.stacktrace")).isNotNull();
            assertThat(header(poison, "__streams.errors.message")).contains("is not JSON");
            assertThat(header(poison, "__streams.errors.topic")).isEqualTo(inbox);
            assertThat(header(poison, "__streams.errors.partition")).matches("\\d+");
            assertThat(header(poison, "__streams.errors.offset")).matches("\\d+");
            assertThat(header(poison, "vectide-stage")).isEqualTo("ingest");

            var answer = door.send(door.request("/v1/dead-letters?limit=3").GET());
            assertThat(answer.json().path("dead_letters")).hasSize(3);
            assertThat(answer.json().path("dead_letters").findValuesAsText("stage")).containsOnly("ingest");
            assertThat(door.send(door.request("/v1/dead-letters?limit=0").GET()).status()).isEqualTo(400);
        }
    }

    @Test
    void aMappedTopicHasItsOwnNamesAndGoesOnAfterARestart() throws Exception {
        VectideConfig base = TestConfig.of(Map.of());
        String topic = base.namespace() + "-orders";
        VectideConfig config = withSource(base, new VectideConfig.Source(topic, "orders", "order_id", "note", "at"));
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(2), Optional.empty()))).all().get();
        }
        try (Door door = new Door(config)) {
            send(config, List.of(record(topic, "1",
                    "{\"order_id\":1,\"note\":\"fast please\",\"at\":\"2026-01-02T03:04:05Z\",\"price\":9.5,\"vip\":true}")));
            await().atMost(Duration.ofMinutes(1)).until(() -> door.app.notReady().isEmpty());
            Event event = events(config, 1).get(0);
            assertThat(event.key()).isEqualTo(new DocumentKey("orders", "1"));
            assertThat(event.attributes()).isEqualTo(Map.of("price", 9.5, "vip", true));
        }
        // Written while nobody reads: it happened when it was written.
        Instant written = Instant.parse("2026-01-02T03:04:05.006Z");
        send(config, List.of(record(topic, "1", null), withTime(topic, written, "{\"order_id\":2,\"note\":\"later\"}")));
        try (Door door = new Door(config)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> door.app.notReady().isEmpty());
            List<Event> events = events(config, 3);
            assertThat(event(events, "2").time()).isEqualTo(written);
            assertThat(events).hasSize(3)
                    .filteredOn(event -> event.content() instanceof Content.Deleted)
                    .extracting(Event::key)
                    .containsExactly(new DocumentKey("orders", "1"));
        }
    }

    private static VectideConfig withSource(VectideConfig base, VectideConfig.Source source) {
        VectideConfig.Kafka kafka = base.kafka();
        return new VectideConfig(
                base.namespace(),
                new VectideConfig.Kafka(TestKafka.shared().bootstrap(), kafka.partitions(), kafka.replication(),
                        kafka.retention(),
                        List.of(source), kafka.client(), kafka.streams()),
                base.http(), base.streams(), base.spaces(), base.encoder(), base.indexer(), base.monitor(), base.alerts(),
                base.security(), base.tracing(), base.logging(), base.flink());
    }

    private static List<Event> events(VectideConfig config, int count) {
        return TopicReader.until(config.kafka().bootstrap(), config.topics().events(), found -> found.size() >= count)
                .stream()
                .map(record -> EventCodec.decode(record.value()))
                .toList();
    }

    private static Event event(List<Event> events, String document) {
        return events.stream().filter(event -> event.key().document().equals(document)).findFirst().orElseThrow();
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, @Nullable String key, @Nullable String value, String... headers) {
        var record = new ProducerRecord<>(topic, bytes(key), bytes(value));
        for (int i = 0; i < headers.length; i += 2) {
            record.headers().add(headers[i], bytes(headers[i + 1]));
        }
        return record;
    }

    private static ProducerRecord<byte[], byte[]> withTime(String topic, Instant time, String value) {
        return new ProducerRecord<>(topic, 0, time.toEpochMilli(), null, bytes(value));
    }

    private static void send(VectideConfig config, List<ProducerRecord<byte[], byte[]>> records)
            throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                KafkaSettings.of(config.kafka()).with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = new ArrayList<java.util.concurrent.Future<?>>();
            records.forEach(record -> sent.add(producer.send(record)));
            for (var one : sent) {
                one.get();
            }
        }
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
