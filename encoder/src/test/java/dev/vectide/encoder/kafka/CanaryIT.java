package dev.vectide.encoder.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.canary.CanaryRound;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.CanaryCodec;
import dev.vectide.core.wire.Headers;
import dev.vectide.encoder.DamagedModel;
import dev.vectide.encoder.RunningEncoder;
import dev.vectide.encoder.SharedModel;
import dev.vectide.testing.TestConfig;
import dev.vectide.testing.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The real model's canary on a real broker. */
class CanaryIT {
    private final VectideConfig config = TestConfig.of(Map.of("VECTIDE_ENCODER_CANARY_INTERVAL", "50ms"));

    private List<ConsumerRecord<byte[], byte[]>> records(int least) {
        return TopicReader.until(
                config.kafka().bootstrap(),
                config.topics().canary(SharedModel.get().space()),
                found -> found.stream().filter(record -> key(record).startsWith("round/")).count() >= least);
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    private static CanaryRound round(ConsumerRecord<byte[], byte[]> record) {
        return CanaryCodec.decode(record.value(), record.headers().lastHeader(Headers.FORMAT).value());
    }

    @Test
    void roundsComeAfterEachStartAndTheFirstStaysTheReference() {
        RunningEncoder.createTopics(config);
        try (RunningEncoder encoder = new RunningEncoder(config)) {
            List<ConsumerRecord<byte[], byte[]>> records = records(2);
            assertThat(key(records.get(0))).isEqualTo(CanaryRound.REFERENCE);
            assertThat(records.stream().skip(1)).extracting(CanaryIT::key).containsOnly("round/0");
            CanaryRound reference = round(records.get(0));
            assertThat(reference.texts()).hasSize(256).doesNotHaveDuplicates();
            assertThat(reference.producer()).isEqualTo(SharedModel.get().producer());
            assertThat(reference.fingerprint()).isEqualTo(encoder.app().space().fingerprint());
            List<FloatVector> vectors = SharedModel.get().encode(reference.texts(), InputType.DOCUMENT).stream()
                    .map(Encoded::vector)
                    .toList();
            assertThat(records).allSatisfy(record -> assertThat(round(record).vectors()).isEqualTo(vectors));
        }

        int before = records(0).size();
        UnaryOperator<dev.vectide.encoder.TextModel> damage = model -> new DamagedModel(model, true);
        try (RunningEncoder encoder = new RunningEncoder(config, damage)) {
            List<ConsumerRecord<byte[], byte[]>> records = records(before);
            assertThat(encoder.app().space().fingerprint()).isEqualTo(SharedModel.get().space().fingerprint());
            CanaryRound damaged = round(records.get(records.size() - 1));
            assertThat(damaged.vectors()).containsOnly(damaged.vectors().get(0));
            assertThat(records.stream().skip(1)).extracting(CanaryIT::key).containsOnly("round/0");
        }
    }
}
