package dev.vectide.monitor.flink;

import dev.vectide.core.report.Alert;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Score;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.topic.Topics;
import dev.vectide.core.wire.AlertEvent;
import dev.vectide.core.wire.Headers;
import dev.vectide.core.wire.Json;
import dev.vectide.monitor.MonitorOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Which topic, key and bytes an output has. Scores, health and alerts of one job share its transactions. */
record OutgoingRecords(String scores, String health, String alerts)
        implements KafkaRecordSerializationSchema<Outgoing>, KafkaDatasetFacetProvider {
    static OutgoingRecords to(Topics topics) {
        return new OutgoingRecords(topics.scores(), topics.health(), topics.alerts());
    }

    /** Of what no trace is known. */
    Outgoing of(MonitorOutput output) {
        return of(output, null);
    }

    /** @param output that is written: all but a pinned reference */
    Outgoing of(MonitorOutput output, @Nullable String trace) {
        if (output instanceof MonitorOutput.Scored scored) {
            Score score = scored.score();
            return new Outgoing(scores, new DocumentKey(score.stream(), score.id()).toBytes(), Json.write(score), trace);
        }
        if (output instanceof MonitorOutput.Reported reported) {
            HealthReport report = reported.report();
            return new Outgoing(health, utf8(report.stream()), Json.write(report), trace);
        }
        Alert alert = ((MonitorOutput.Alerted) output).alert();
        return new Outgoing(alerts, utf8(alert.key()), AlertEvent.encode(alert), trace);
    }

    /** The record's timestamp is left to the broker: event time is in the body. */
    @Override
    public ProducerRecord<byte[], byte[]> serialize(Outgoing element, KafkaSinkContext context, Long timestamp) {
        var record = new ProducerRecord<>(element.topic(), element.key(), element.value());
        record.headers().add(Headers.FORMAT, Headers.currentFormat());
        if (element.traceparent() != null) {
            record.headers().add(Headers.TRACEPARENT, utf8(element.traceparent()));
        }
        return record;
    }

    /** Where the sink looks for transactions that an earlier run left open. */
    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(new DefaultKafkaDatasetFacet(
                DefaultKafkaDatasetIdentifier.ofTopics(List.of(scores, health, alerts)), new Properties()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
