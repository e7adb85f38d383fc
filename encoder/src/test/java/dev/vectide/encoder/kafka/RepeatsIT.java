package dev.vectide.encoder.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.event.Event;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.Events;
import dev.vectide.encoder.RunningEncoder;
import dev.vectide.testing.TestConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A retry leaves no trace, a repetition is marked, a change is a change; also over a restart. */
class RepeatsIT {
    private static RunningEncoder encoder;
    private static int sent;

    @BeforeAll
    static void start() {
        encoder = new RunningEncoder(TestConfig.of(Map.of()));
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void aRetryIsSkippedWhetherItComesAtOnceOrLater() {
        double skipped = count("skipped.events");
        encode(Events.text("retried", "r1", "first"), Events.text("retried", "r1", "first"));
        encode(Events.text("retried", "r1", "first"));

        assertThat(encoder.vectors().of("retried")).hasSize(1);
        assertThat(count("skipped.events") - skipped).isEqualTo(2);
        encoder.vectors().assertOrderly();
    }

    @Test
    void unchangedContentIsARepeatWithTheSameBytes() {
        double repeated = count("repeated.records");
        encode(Events.text("same", "s1", "the same"), Events.text("same", "s2", "the same"));
        encode(Events.text("same", "s3", "the same"), Events.text("same", "s4", "something else"));

        List<Embedding> records = encoder.vectors().of("same");
        assertThat(records).extracting(Embedding::repeat).containsExactly(false, true, true, false);
        assertThat(records.subList(0, 3)).extracting(RepeatsIT::vector).containsOnly(vector(records.get(0)));
        assertThat(vector(records.get(3))).isNotEqualTo(vector(records.get(0)));
        assertThat(count("repeated.records") - repeated).isEqualTo(2);
    }

    @Test
    void unchangedContentIsNotEncodedAgainNorWhileItIsStillOnItsWay() {
        encode(Events.text("costly", "c1", "costly to encode"));
        double tokens = count("read.tokens");
        double reused = count("reused.vectors");
        encode(Events.text("costly", "c2", "costly to encode"));
        assertThat(count("read.tokens")).isEqualTo(tokens);
        assertThat(count("reused.vectors") - reused).isEqualTo(1);

        encode(
                Events.text("together", "t1", "costly to encode"),
                Events.text("together", "t2", "costly to encode"),
                Events.text("together", "t3", "costly to encode"));
        assertThat(count("read.tokens") - tokens).isEqualTo(6);
        assertThat(count("reused.vectors") - reused).isEqualTo(3);
        assertThat(encoder.vectors().of("together")).extracting(Embedding::repeat).containsExactly(false, true, true);
        assertThat(encoder.vectors().of("together")).extracting(RepeatsIT::vector)
                .containsOnly(vector(encoder.vectors().of("costly").get(0)));
    }

    @Test
    void withoutProducersIdsGoingBackIsAChangeAndSayingAgainIsARetry() {
        encode(Events.plain("aba", "A"), Events.plain("aba", "B"), Events.plain("aba", "A"));
        encode(Events.plain("aba", "A"));

        List<Embedding> records = encoder.vectors().of("aba");
        assertThat(records).extracting(Embedding::repeat).containsExactly(false, false, false);
        assertThat(vector(records.get(2))).isEqualTo(vector(records.get(0)));
    }

    @Test
    void afterADeleteTheSameContentIsNew() {
        encode(Events.text("back", "b1", "here"), Events.delete("back", "b2"), Events.text("back", "b3", "here"));

        assertThat(encoder.vectors().of("back")).extracting(Embedding::repeat).containsExactly(false, false);
    }

    @Test
    void aRestartForgetsNothing() {
        List<Event> before = List.of(
                Events.text("known", "k1", "first"), Events.plain("plain", "A"), Events.delete("gone", "g1"));
        encode(before.toArray(Event[]::new));
        encode(Events.text("unchanged", "u1", "the same"));
        encoder.restart();
        double tokens = count("read.tokens");
        encode(before.toArray(Event[]::new));
        SourcePosition after = encode(Events.text("unchanged", "u2", "the same")).get(0);

        assertThat(count("read.tokens")).isEqualTo(tokens);
        assertThat(encoder.vectors().of("known")).hasSize(1);
        assertThat(encoder.vectors().of("plain")).hasSize(1);
        assertThat(encoder.vectors().tombstones())
                .filteredOn(tombstone -> tombstone.key().document().equals("gone"))
                .hasSize(1);
        List<Embedding> unchanged = encoder.vectors().of("unchanged");
        assertThat(unchanged).extracting(Embedding::repeat).containsExactly(false, true);
        assertThat(unchanged.get(1).source()).isEqualTo(after);
        assertThat(vector(unchanged.get(1))).isEqualTo(vector(unchanged.get(0)));
        encoder.vectors().assertOrderly();
    }

    /** Returns once the metrics know of them, too. */
    private List<SourcePosition> encode(Event... events) {
        List<SourcePosition> positions = encoder.encode(events);
        sent += events.length;
        await().atMost(Duration.ofMinutes(1)).until(() -> count("written.records") + count("skipped.events") == sent);
        return positions;
    }

    private double count(String what) {
        return encoder.registry.counter("vectide.encoder." + what, "space", encoder.app().space().name()).count();
    }

    private static FloatVector vector(Embedding embedding) {
        return embedding.chunks().get(0).vector();
    }
}
