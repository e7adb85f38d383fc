package dev.vectide.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.kafka.ControlStreams;
import dev.vectide.core.kafka.ControlTopic;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.trace.Spans;
import dev.vectide.core.wire.EventLimits;
import dev.vectide.core.wire.EventReader;
import dev.vectide.core.wire.FieldNames;
import dev.vectide.ingest.http.IngestRoutes;
import dev.vectide.testing.TestConfig;
import io.javalin.Javalin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

/** Nothing is acknowledged that Kafka has not. */
class BrokerGoneIT {
    private final VectideConfig config = TestConfig.of(Map.of());

    @Test
    void aBrokerThatDoesNotAnswerIsA503() throws Exception {
        VectideConfig gone = TestConfig.of(Map.of("VECTIDE_KAFKA_BOOTSTRAP", "127.0.0.1:1"));
        try (EventProducer producer = new EventProducer(gone)) {
            refused(producer, 503);
        }
    }

    @Test
    void aFullBufferIsA429() throws Exception {
        try (EventProducer producer = new EventProducer("events", new FullProducer(), null)) {
            refused(producer, 429);
        }
    }

    private void refused(EventProducer producer, int status) throws IOException, InterruptedException {
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            new TopicAdmin(config).ensureShared(admin);
        }
        try (ControlTopic control = ControlTopic.start(config)) {
            ControlStreams streams = new ControlStreams(control);
            IngestRoutes routes = new IngestRoutes(
                    config,
                    new EventReader(EventLimits.of(config.streams()), FieldNames.PLAIN),
                    streams,
                    new StreamGate(streams, true),
                    producer,
                    new IngestMetrics(new SimpleMeterRegistry()),
                    Spans.OFF,
                    Clock.systemUTC());
            Javalin server = Javalin.create(javalin -> {
                javalin.startup.showJavalinBanner = false;
                routes.register(javalin);
            });
            server.start("127.0.0.1", 0);
            try {
                HttpResponse<String> answer = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(
                                                "http://127.0.0.1:" + server.port() + "/v1/streams/s/events"))
                                        .header("Content-Type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString("{\"id\":1,\"text\":\"x\"}"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(status);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.body()).contains("\"status\":" + status);
            } finally {
                server.stop();
            }
        }
    }

    /** Has no room for anything. */
    private static final class FullProducer extends MockProducer<byte[], byte[]> {
        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            throw new BufferExhaustedException("no room");
        }
    }
}
