package dev.vectide.encoder.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.event.Event;
import dev.vectide.encoder.EncoderApp;
import dev.vectide.encoder.Events;
import dev.vectide.encoder.RunningEncoder;
import dev.vectide.encoder.SharedModel;
import dev.vectide.testing.TestConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Encoders side by side share the partitions, and hand them over in the middle of the flow. */
class InstancesIT {
    private final RunningEncoder first = new RunningEncoder(TestConfig.of(Map.of()));

    @AfterEach
    void close() {
        first.close();
    }

    @Test
    void asOneComesAndGoesEveryEventIsWrittenOnce() {
        SimpleMeterRegistry second = new SimpleMeterRegistry();
        List<SourcePosition> written = new ArrayList<>();
        try (EncoderApp app = start("1", second)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                written.addAll(write(written.size()));
                return count(second) > 50 && app.notReady().isEmpty();
            });
        }
        written.addAll(write(written.size()));
        first.awaitDone(written);

        assertThat(count(first.registry)).isPositive();
        first.vectors().assertOrderly();
        assertThat(first.vectors().embeddings()).extracting(embedding -> embedding.source())
                .containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void aSecondOneUnderTheSameNameIsToldSoOrTellsTheFirst() {
        try (EncoderApp app = start("0", new SimpleMeterRegistry())) {
            await().atMost(Duration.ofMinutes(1)).until(() -> stopped(first.app()) != stopped(app));
            first.awaitDone(write(0));

            assertThat(first.vectors().embeddings()).hasSize(20);
        }
    }

    private static boolean stopped(EncoderApp app) {
        return app.notReady().orElse("").contains("another encoder runs under encoder.instance = 0");
    }

    private EncoderApp start(String instance, MeterRegistry registry) {
        VectideConfig config = TestConfig.of(
                Map.of("VECTIDE_NAMESPACE", first.config.namespace(), "VECTIDE_ENCODER_INSTANCE", instance));
        return EncoderApp.start(
                config, List.of(SharedModel.get()), first.streams, first.events, registry, UnaryOperator.identity());
    }

    private List<SourcePosition> write(int from) {
        List<Event> events = new ArrayList<>();
        for (int i = from; i < from + 20; i++) {
            events.add(Events.text("doc-" + i, "e" + i, "event " + i));
        }
        return first.events.write(events);
    }

    private double count(MeterRegistry registry) {
        return registry.counter("vectide.encoder.written.records", "space", first.app().space().name()).count();
    }
}
