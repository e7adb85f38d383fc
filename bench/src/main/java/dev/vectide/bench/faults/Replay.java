package dev.vectide.bench.faults;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.Progress;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Origin;
import dev.vectide.core.kafka.VectorsRecords;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.wire.AlertEvent;
import dev.vectide.core.wire.Json;
import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.MonitorOutput;
import dev.vectide.monitor.StreamMonitor;
import dev.vectide.monitor.VectorInput;
import dev.vectide.monitor.collapse.CollapseMonitor;
import dev.vectide.monitor.drift.DriftMonitor;
import dev.vectide.monitor.novelty.NoveltyMonitor;
import dev.vectide.monitor.stats.Sample;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the monitors say when they are called one by one over the whole vectors topic, without a job or a crash, against what
 * the jobs have written through all of them: the same records, each once.
 */
final class Replay {
    private final Map<String, Integer> expected = new HashMap<>();
    private final VectideConfig config;

    private Replay(VectideConfig config) {
        this.config = config;
    }

    /**
     * @param lost records that the monitors say and the topics do not have
     * @param doubled records that the topics have more often than the monitors say them, or that they never say
     * @param alerts that were expected
     */
    record Difference(List<String> lost, List<String> doubled, int alerts, int reports) {
        boolean isNone() {
            return lost.isEmpty() && doubled.isEmpty();
        }
    }

    /** @param space qualified name */
    static Replay of(VectideConfig config, String space) {
        Replay replay = new Replay(config);
        List<Object> inputs = new ArrayList<>();
        String bootstrap = config.kafka().bootstrap();
        Topics.all(bootstrap, config.namespace() + ".vectors." + space).forEach(record -> replay.add(record, inputs));
        VectideConfig.Alerts alerts = config.alerts().forJobs();
        replay.play(new CollapseMonitor(config.monitor(), alerts, space), inputs);
        replay.play(new DriftMonitor(config.monitor(), alerts, space), inputs);
        replay.play(new NoveltyMonitor(config.monitor(), alerts, space), inputs);
        return replay;
    }

    private void add(ConsumerRecord<byte[], byte[]> record, List<Object> inputs) {
        VectorsRecord decoded = VectorsRecords.decode(record);
        if (decoded instanceof Progress progress) {
            progress.clocksMs().forEach((stream, clockMs) -> inputs.add(
                    new ClockInput(stream, progress.partition(), clockMs, config.kafka().partitions())));
        } else if (decoded instanceof Tombstone tombstone) {
            inputs.add(new VectorInput(
                    tombstone.key().stream(),
                    tombstone.key().document(),
                    tombstone.source().partition(),
                    tombstone.source().offset(),
                    tombstone.eventTime().toEpochMilli(),
                    null,
                    null,
                    true));
        } else if (decoded instanceof Embedding embedding
                && !embedding.repeat()
                && embedding.origin() != Origin.BACKFILL) {
            inputs.add(new VectorInput(
                    embedding.key().stream(),
                    embedding.key().document(),
                    embedding.source().partition(),
                    embedding.source().offset(),
                    embedding.eventTime().toEpochMilli(),
                    embedding.chunks().get(0).vector().toArray(),
                    Sample.shorten(embedding.content() instanceof Content.Text text ? text.text() : null),
                    embedding.origin() == Origin.LIVE));
        }
    }

    private <S> void play(StreamMonitor<S> monitor, List<Object> inputs) {
        Map<String, S> states = new HashMap<>();
        Consumer<MonitorOutput> say = output -> line(output).ifPresent(line -> expected.merge(line, 1, Integer::sum));
        for (Object input : inputs) {
            if (input instanceof VectorInput vector) {
                monitor.observe(states.computeIfAbsent(vector.stream(), monitor::initial), vector, say);
            } else {
                ClockInput clock = (ClockInput) input;
                monitor.clock(states.computeIfAbsent(clock.stream(), monitor::initial), clock, say);
            }
        }
    }

    private java.util.Optional<String> line(MonitorOutput output) {
        if (output instanceof MonitorOutput.Scored scored) {
            byte[] key = new DocumentKey(scored.score().stream(), scored.score().id()).toBytes();
            return java.util.Optional.of(line(config.topics().scores(), key, Json.write(scored.score())));
        }
        if (output instanceof MonitorOutput.Reported reported) {
            HealthReport report = reported.report();
            return java.util.Optional.of(line(config.topics().health(), utf8(report.stream()), Json.write(report)));
        }
        if (output instanceof MonitorOutput.Alerted alerted) {
            Alert alert = alerted.alert();
            return java.util.Optional.of(line(config.topics().alerts(), utf8(alert.key()), AlertEvent.encode(alert)));
        }
        return java.util.Optional.empty();
    }

    /** Against the topics as they are now. */
    Difference difference() {
        Map<String, Integer> left = new HashMap<>(expected);
        List<String> doubled = new ArrayList<>();
        for (String topic : topics()) {
            for (ConsumerRecord<byte[], byte[]> record : Topics.all(config.kafka().bootstrap(), topic)) {
                String line = line(topic, record.key(), record.value());
                Integer more = left.computeIfPresent(line, (any, count) -> count - 1);
                if (more == null || more < 0) {
                    doubled.add(line);
                }
            }
        }
        List<String> lost = new ArrayList<>();
        left.forEach((line, count) -> {
            for (int i = 0; i < count; i++) {
                lost.add(line);
            }
        });
        return new Difference(lost, doubled, count(config.topics().alerts()), count(config.topics().health()));
    }

    private List<String> topics() {
        return List.of(config.topics().scores(), config.topics().health(), config.topics().alerts());
    }

    private int count(String topic) {
        return expected.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(topic + " "))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private static String line(String topic, byte[] key, byte[] value) {
        return topic + " " + new String(key, StandardCharsets.UTF_8) + " " + new String(value, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
