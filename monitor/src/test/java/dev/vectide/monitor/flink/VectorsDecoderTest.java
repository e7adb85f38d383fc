package dev.vectide.monitor.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.Progress;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.event.Origin;
import dev.vectide.core.kafka.VectorsRecords;
import dev.vectide.core.wire.Headers;
import dev.vectide.core.wire.NewerFormatException;
import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.VectorInput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class VectorsDecoderTest {
    private static final VectorInput VECTOR =
            new VectorInput("tickets", "a", 2, 17, 1_700_000_000_000L, new float[16], "a text", true);

    private final VectorsDecoder decoder = decoder(new VectorsDecoder.Needs(true, true));

    private static VectorsDecoder decoder(VectorsDecoder.Needs needs) {
        return new VectorsDecoder(TestSpace.SPACE, 4, List.of("team"), false, needs);
    }

    @Test
    void liveVectorsReplayAndDeletionsArePassedOn() {
        assertThat(decode(VectorsTopic.of(VECTOR)).get(0).vector()).usingRecursiveComparison().isEqualTo(VECTOR);
        assertThat(decode(VectorsTopic.embedding(VECTOR, Origin.REPLAY, false)).get(0).vector().live()).isFalse();
        VectorInput deletion = new VectorInput("tickets", "a", 2, 18, 1_700_000_000_001L, null, null, true);
        assertThat(decode(VectorsTopic.of(deletion))).containsExactly(Arrival.of(deletion));
    }

    @Test
    void chosenAttributesAreSegments() {
        Embedding embedding = VectorsTopic.embedding(VECTOR, Origin.LIVE, false)
                .withAttributes(Map.of("team", "office", "floor", 3L));
        Embedding listed = embedding.withAttributes(Map.of("team", List.of("a", "b", "a")));
        Embedding wordy = embedding.withAttributes(Map.of("team", "x".repeat(300)));

        assertThat(decode(embedding).get(0).vector().segments()).containsExactly("team=office");
        assertThat(decode(listed).get(0).vector().segments()).containsExactly("team=a", "team=b");
        assertThat(decode(wordy).get(0).vector().segments()).containsExactly("team=" + "x".repeat(64));
    }

    @Test
    void repeatsAndBackfillAreLeftOut() {
        assertThat(decode(VectorsTopic.embedding(VECTOR, Origin.LIVE, true))).isEmpty();
        assertThat(decode(VectorsTopic.embedding(VECTOR, Origin.BACKFILL, false))).isEmpty();
    }

    @Test
    void progressIsOneClockAStream() {
        assertThat(decode(new Progress(3, 9, Map.of("tickets", 5L, "orders", 7L))))
                .extracting(Arrival::clock)
                .containsExactly(new ClockInput("orders", 3, 7, 4), new ClockInput("tickets", 3, 5, 4));
        assertThat(decode(new Progress(3, 9, Map.of()))).isEmpty();
    }

    @Test
    void aDamagedRecordOrOneThatDoesNotFitIsLeftOut() {
        VectorInput elsewhere = new VectorInput("tickets", "a", 4, 17, 0, new float[16], null, true);
        assertThat(decode(VectorsTopic.of(elsewhere))).isEmpty();
        assertThat(decode(new Progress(4, 9, Map.of("tickets", 5L)))).isEmpty();
        assertThat(decode(VectorsTopic.ofAnotherSpace(VECTOR))).isEmpty();
        assertThat(decode(VectorsTopic.of(new VectorInput("tickets", "a", 2, 17, 0, new float[3], null, true))))
                .isEmpty();
        assertThat(decode(utf8("tickets/a"), utf8("damaged"))).isEmpty();
        assertThat(decode(utf8("no key of ours"), null)).isEmpty();
        assertThat(decode(utf8("_progress/1"), utf8("damaged"))).isEmpty();
        assertThat(decode(null, utf8("damaged"))).isEmpty();
    }

    @Test
    void aNewerFormatIsRefusedWithItsPlace() {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("v", 2, 41, utf8("tickets/a"), utf8("x"));
        record.headers().add(Headers.FORMAT, utf8("2"));

        assertThatThrownBy(() -> decode(record))
                .isInstanceOf(NewerFormatException.class)
                .hasMessageStartingWith("v-2@41: vectors record: format 2");
    }

    @Test
    void longTextIsCutToWhatEvidenceShows() {
        VectorInput wordy = new VectorInput("tickets", "a", 2, 17, 0, new float[16], "x".repeat(10_000), true);

        assertThat(decode(VectorsTopic.of(wordy)).get(0).vector().text()).hasSize(200);
    }

    @Test
    void whoKeepsNothingIsLentAnArray() {
        VectorsDecoder lending = decoder(new VectorsDecoder.Needs(false, false));
        VectorInput next = new VectorInput("tickets", "b", 2, 18, 0, new float[] {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
        }, "a text", true);

        VectorInput first = decode(lending, read(VectorsTopic.of(VECTOR))).get(0).vector();
        assertThat(first.text()).isNull();
        assertThat(first.vector()).containsExactly(VECTOR.vector());
        VectorInput second = decode(lending, read(VectorsTopic.of(next))).get(0).vector();
        assertThat(second.vector()).isSameAs(first.vector()).containsExactly(next.vector());

        assertThat(decode(VectorsTopic.of(VECTOR)).get(0).vector().vector())
                .isNotSameAs(decode(VectorsTopic.of(VECTOR)).get(0).vector().vector());
    }

    @Test
    void whatEachMonitorNeeds() {
        VectideConfig config = ConfigReader.read(null, Map.of());
        Map<String, VectorsDecoder.Needs> needs = new TreeMap<>();
        for (MonitorFactory<?> factory : Monitors.of(config, TestSpace.SPACE)) {
            needs.put(factory.create().name(), VectorsDecoder.Needs.of(factory.create()));
        }

        assertThat(needs).containsExactlyInAnyOrderEntriesOf(Map.of(
                "collapse", new VectorsDecoder.Needs(false, false),
                "drift", new VectorsDecoder.Needs(true, false),
                "novelty", new VectorsDecoder.Needs(true, true)));
    }

    @Test
    void flinkCarriesArrivalsWithoutItsFallback() {
        Configuration strict = new Configuration();
        strict.set(PipelineOptions.GENERIC_TYPES, false);

        assertThat(decoder.getProducedType().createSerializer(new SerializerConfigImpl(strict)).getClass().getSimpleName())
                .isEqualTo("PojoSerializer");
    }

    private List<Arrival> decode(VectorsRecord record) {
        return decode(read(record));
    }

    private static ConsumerRecord<byte[], byte[]> read(VectorsRecord record) {
        ProducerRecord<byte[], byte[]> wire = VectorsRecords.of("v", 0, record);
        ConsumerRecord<byte[], byte[]> read = new ConsumerRecord<>("v", 0, 0, wire.key(), wire.value());
        wire.headers().forEach(read.headers()::add);
        return read;
    }

    private List<Arrival> decode(byte[] key, byte[] value) {
        return decode(new ConsumerRecord<>("v", 0, 0, key, value));
    }

    private List<Arrival> decode(ConsumerRecord<byte[], byte[]> record) {
        return decode(decoder, record);
    }

    private static List<Arrival> decode(VectorsDecoder decoder, ConsumerRecord<byte[], byte[]> record) {
        List<Arrival> arrivals = new ArrayList<>();
        decoder.deserialize(record, new ListCollector<>(arrivals));
        return arrivals;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
