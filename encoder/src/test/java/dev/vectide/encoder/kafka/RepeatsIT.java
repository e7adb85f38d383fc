package dev.vectide.encoder.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.Events;
import dev.vectide.encoder.RunningEncoder;
import dev.vectide.testing.TestConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A retry leaves no trace, a repetition is marked, a change is a change; also over a restart. */
class RepeatsIT {
    private final RunningEncoder encoder = new RunningEncoder(TestConfig.of(Map.of()));

    @AfterEach
    void close() {
        encoder.close();
    }

    @Test
    void aRetryIsSkippedWhetherItComesAtOnceOrLater() {
        encoder.encode(Events.text("d", "e1", "first"), Events.text("d", "e1", "first"));
        encoder.encode(Events.text("d", "e1", "first"));

        assertThat(encoder.vectors().of("d")).hasSize(1);
        assertThat(count("skipped.events")).isEqualTo(2);
        assertThat(count("written.records")).isEqualTo(1);
        encoder.vectors().assertOrderly();
    }

    @Test
    void unchangedContentIsARepeatWithTheSameBytes() {
        encoder.encode(Events.text("d", "e1", "the same"), Events.text("d", "e2", "the same"));
        encoder.encode(Events.text("d", "e3", "the same"), Events.text("d", "e4", "something else"));

        List<Embedding> records = encoder.vectors().of("d");
        assertThat(records).extracting(Embedding::repeat).containsExactly(false, true, true, false);
        assertThat(records.subList(0, 3)).extracting(RepeatsIT::vector).containsOnly(vector(records.get(0)));
        assertThat(vector(records.get(3))).isNotEqualTo(vector(records.get(0)));
        assertThat(count("repeated.records")).isEqualTo(2);
    }

    @Test
    void withoutProducersIdsGoingBackIsAChangeAndSayingAgainIsARetry() {
        encoder.encode(Events.plain("d", "A"), Events.plain("d", "B"), Events.plain("d", "A"));
        encoder.encode(Events.plain("d", "A"));

        List<Embedding> records = encoder.vectors().of("d");
        assertThat(records).extracting(Embedding::repeat).containsExactly(false, false, false);
        assertThat(vector(records.get(2))).isEqualTo(vector(records.get(0)));
        assertThat(count("skipped.events")).isEqualTo(1);
    }

    @Test
    void afterADeleteTheSameContentIsNew() {
        encoder.encode(Events.text("d", "e1", "here"), Events.delete("d", "e2"), Events.text("d", "e3", "here"));

        assertThat(encoder.vectors().of("d")).extracting(Embedding::repeat).containsExactly(false, false);
        assertThat(encoder.vectors().tombstones()).hasSize(1);
    }

    @Test
    void aRestartForgetsNothing() {
        encoder.encode(
                Events.text("d", "e1", "first"),
                Events.text("unchanged", "u1", "the same"),
                Events.plain("plain", "A"),
                Events.delete("gone", "g1"));
        encoder.restart();
        List<SourcePosition> after = encoder.encode(
                Events.text("d", "e1", "first"),
                Events.text("unchanged", "u2", "the same"),
                Events.plain("plain", "A"),
                Events.delete("gone", "g1"));

        assertThat(encoder.vectors().of("d")).hasSize(1);
        assertThat(encoder.vectors().of("plain")).hasSize(1);
        assertThat(encoder.vectors().tombstones()).hasSize(1);
        List<Embedding> unchanged = encoder.vectors().of("unchanged");
        assertThat(unchanged).extracting(Embedding::repeat).containsExactly(false, true);
        assertThat(unchanged.get(1).source()).isEqualTo(after.get(1));
        assertThat(vector(unchanged.get(1))).isEqualTo(vector(unchanged.get(0)));
        encoder.vectors().assertOrderly();
    }

    private double count(String what) {
        return encoder.registry.counter("vectide.encoder." + what, "space", encoder.app().space().name()).count();
    }

    private static FloatVector vector(Embedding embedding) {
        return embedding.chunks().get(0).vector();
    }
}
