package dev.vectide.monitor.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.topic.Topics;
import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.MonitorOutput;
import dev.vectide.monitor.StreamMonitor;
import dev.vectide.monitor.VectorInput;
import dev.vectide.monitor.collapse.CollapseMonitor;
import dev.vectide.monitor.drift.DriftMonitor;
import dev.vectide.monitor.novelty.NoveltyMonitor;
import dev.vectide.testing.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the monitors say when they are called directly, without a job, a broker or a crash: the run to compare with. */
final class Expected {
    private final String bootstrap;
    private final List<String> topics;
    private final List<String> lines = new ArrayList<>();

    private Expected(VectideConfig config) {
        Topics names = config.topics();
        this.bootstrap = config.kafka().bootstrap();
        this.topics = List.of(names.scores(), names.health(), names.alerts());
    }

    static Expected of(VectideConfig config, List<Object> inputs) {
        Expected expected = new Expected(config);
        String space = TestSpace.SPACE.qualifiedName();
        OutgoingRecords records = OutgoingRecords.to(config.topics());
        Consumer<MonitorOutput> say = output -> {
            if (!(output instanceof MonitorOutput.Pinned)) {
                expected.lines.add(line(records.of(output)));
            }
        };
        play(new CollapseMonitor(config.monitor(), config.alerts(), space), inputs, say);
        play(new DriftMonitor(config.monitor(), config.alerts(), space), inputs, say);
        play(new NoveltyMonitor(config.monitor(), config.alerts(), space), inputs, say);
        expected.topics.forEach(topic -> assertThat(expected.lines).anyMatch(line -> line.startsWith(topic + " ")));
        return expected;
    }

    private static <S> void play(StreamMonitor<S> monitor, List<Object> inputs, Consumer<MonitorOutput> say) {
        Map<String, S> states = new HashMap<>();
        for (Object input : inputs) {
            if (input instanceof VectorInput vector) {
                monitor.observe(states.computeIfAbsent(vector.stream(), monitor::initial), vector, say);
            } else {
                ClockInput clock = (ClockInput) input;
                monitor.clock(states.computeIfAbsent(clock.stream(), monitor::initial), clock, say);
            }
        }
    }

    /** Returns when the topics hold as much as they should. */
    void awaitCount() {
        awaitCount(UnaryOperator.identity());
    }

    /** @param compared of a record what counts; empty where nothing of it does */
    void awaitCount(UnaryOperator<String> compared) {
        for (String topic : topics) {
            int count = of(topic, compared).size();
            TopicReader.until(bootstrap, topic, records -> lines(records, compared).size() >= count);
        }
    }

    /** Fails unless the topics hold exactly this, each record once. */
    void assertWritten() {
        assertWritten(UnaryOperator.identity());
    }

    /** @param compared of a record what counts; empty where nothing of it does */
    void assertWritten(UnaryOperator<String> compared) {
        for (String topic : topics) {
            assertThat(lines(TopicReader.all(bootstrap, topic), compared)).isEqualTo(of(topic, compared));
        }
    }

    private List<String> of(String topic, UnaryOperator<String> compared) {
        return sorted(lines.stream().filter(line -> line.startsWith(topic + " ")), compared);
    }

    private static List<String> lines(List<ConsumerRecord<byte[], byte[]>> records, UnaryOperator<String> compared) {
        return sorted(records.stream().map(Expected::line), compared);
    }

    private static List<String> sorted(Stream<String> lines, UnaryOperator<String> compared) {
        return lines.map(compared).filter(line -> !line.isEmpty()).sorted().toList();
    }

    private static String line(Outgoing outgoing) {
        return line(outgoing.topic(), outgoing.key(), outgoing.value());
    }

    private static String line(ConsumerRecord<byte[], byte[]> record) {
        return line(record.topic(), record.key(), record.value());
    }

    private static String line(String topic, byte[] key, byte[] value) {
        return topic + " " + new String(key, StandardCharsets.UTF_8) + " " + new String(value, StandardCharsets.UTF_8);
    }
}
