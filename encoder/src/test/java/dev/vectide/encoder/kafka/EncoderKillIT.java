package dev.vectide.encoder.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.Progress;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.kafka.DeadLetters;
import dev.vectide.core.kafka.VectorsRecords;
import dev.vectide.encoder.EncoderMain;
import dev.vectide.encoder.EventsTopic;
import dev.vectide.encoder.RunningEncoder;
import dev.vectide.encoder.SharedModel;
import dev.vectide.encoder.VectorsLog;
import dev.vectide.testing.ForkedJvm;
import dev.vectide.testing.TestConfig;
import dev.vectide.testing.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/**
 * However often the process is killed with -9, and whatever its slices and batches are like, every event has one outcome,
 * and it is the one of an encoder that nobody killed, to the byte.
 */
class EncoderKillIT {
    private static final long SEED = 20_260_102;
    private static final int KILLS = 3;
    private static final int EVENTS = 600;

    private final Random random = new Random(SEED);
    private final List<Flow.Step> flow = Flow.of(SEED, EVENTS);
    private final VectideConfig config = TestConfig.of(Map.of());

    @Test
    void killedAgainAndAgainWritesTheSame() throws Exception {
        RunningEncoder.createTopics(config);
        List<SourcePosition> positions = new ArrayList<>();
        ForkedJvm encoder = ForkedJvm.start(EncoderMain.class, config, settings());
        try (EventsTopic events = new EventsTopic(config)) {
            int part = EVENTS / (KILLS + 1);
            for (int kill = 0; kill < KILLS; kill++) {
                long before = done();
                positions.addAll(write(events, flow.subList(kill * part, (kill + 1) * part)));
                long some = 1 + random.nextInt(part / 2);
                await().atMost(Duration.ofMinutes(2)).until(() -> done() >= before + some);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(30)); // Anywhere within a transaction.
                encoder.kill();
                System.out.println("encoder killed with " + (positions.size() - done()) + " events open");
                encoder = ForkedJvm.start(EncoderMain.class, config, settings());
            }
            positions.addAll(write(events, flow.subList(KILLS * part, EVENTS)));
            RunningEncoder.awaitDone(config, positions);
        } finally {
            encoder.stop();
        }

        assertEveryEventHasItsOutcome(positions);
        assertThat(written(config)).isEqualTo(writtenByOneThatNobodyKills(positions));
    }

    private void assertEveryEventHasItsOutcome(List<SourcePosition> positions) {
        VectorsLog log = RunningEncoder.vectors(config);
        log.assertOrderly();
        Map<SourcePosition, Bytes> written = written(config);
        List<SourcePosition> dead = TopicReader.all(config.kafka().bootstrap(), config.topics().deadLetters()).stream()
                .map(EncoderKillIT::deadSource)
                .toList();
        assertThat(dead).doesNotHaveDuplicates().hasSize((int) count(Flow.Kind.DEAD));
        assertThat(written).hasSize((int) count(Flow.Kind.WRITTEN));
        Map<Integer, Long> ends = new TreeMap<>();
        for (int i = 0; i < EVENTS; i++) {
            SourcePosition at = positions.get(i);
            assertThat(written.containsKey(at)).isEqualTo(flow.get(i).kind() == Flow.Kind.WRITTEN);
            assertThat(dead.contains(at)).isEqualTo(flow.get(i).kind() == Flow.Kind.DEAD);
            ends.merge(at.partition(), at.offset() + 1, Math::max);
        }
        ends.forEach((partition, end) -> assertThat(log.progress(partition)).isEqualTo(end));
    }

    private Map<SourcePosition, Bytes> writtenByOneThatNobodyKills(List<SourcePosition> positions) {
        try (RunningEncoder encoder = new RunningEncoder(TestConfig.of(Map.of()))) {
            List<SourcePosition> same = write(encoder.events, flow);
            assertThat(same).isEqualTo(positions);
            encoder.awaitDone(same);
            return written(encoder.config);
        }
    }

    /** Each record's value by the event it came from; of a tombstone, the empty one. Fails where an event has two. */
    private static Map<SourcePosition, Bytes> written(VectideConfig config) {
        String topic = config.topics().vectors(SharedModel.get().space());
        Map<SourcePosition, Bytes> written = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : TopicReader.all(config.kafka().bootstrap(), topic)) {
            VectorsRecord decoded = VectorsRecords.decode(record);
            if (!(decoded instanceof Progress)) {
                Bytes value = Bytes.copyOf(record.value() == null ? new byte[0] : record.value());
                assertThat(written.put(VectorsLog.source(decoded), value)).as("written before").isNull();
            }
        }
        return written;
    }

    /** Slices, batches and transactions of any size. */
    private Map<String, String> settings() {
        return Map.of(
                "VECTIDE_ENCODER_WINDOW", Integer.toString(1 + random.nextInt(24)),
                "VECTIDE_ENCODER_LINGER", random.nextInt(10) + "ms",
                "VECTIDE_ENCODER_COMMIT_INTERVAL", random.nextInt(50) + "ms",
                "VECTIDE_ENCODER_CALLERS", Integer.toString(1 + random.nextInt(2)),
                "VECTIDE_ENCODER_BATCH_TOKENS", Integer.toString(64 + random.nextInt(1024)));
    }

    private static List<SourcePosition> write(EventsTopic events, List<Flow.Step> steps) {
        return events.write(steps.stream().map(Flow.Step::event).toList());
    }

    /** Events that are done, as progress records say. */
    private long done() {
        VectorsLog log = RunningEncoder.vectors(config);
        long done = 0;
        for (int partition = 0; partition < config.kafka().partitions(); partition++) {
            done += log.progress(partition);
        }
        return done;
    }

    private long count(Flow.Kind kind) {
        return flow.stream().filter(step -> step.kind() == kind).count();
    }

    private static SourcePosition deadSource(ConsumerRecord<byte[], byte[]> letter) {
        return new SourcePosition(
                Integer.parseInt(header(letter, DeadLetters.PARTITION)), Long.parseLong(header(letter, DeadLetters.OFFSET)));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
