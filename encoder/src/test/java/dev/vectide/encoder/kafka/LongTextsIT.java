package dev.vectide.encoder.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.stream.LongTexts;
import dev.vectide.core.stream.StreamSettings;
import dev.vectide.encoder.Events;
import dev.vectide.encoder.RunningEncoder;
import dev.vectide.encoder.SharedModel;
import dev.vectide.testing.TestConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a stream wants done with texts that are longer than the model's maximum. */
class LongTextsIT {
    /** Letters of one, two and four bytes, and words without blanks between them. */
    private static final String LONG = IntStream.range(0, 120)
            .mapToObj(i -> "Zug \uD83D\uDE80 nach K\u00F6ln, \u6771\u4EAC " + i + ".")
            .collect(Collectors.joining(" "));

    private static RunningEncoder encoder;

    @BeforeAll
    static void start() {
        encoder = new RunningEncoder(TestConfig.of(Map.of("VECTIDE_KAFKA_PARTITIONS", "1", "VECTIDE_ENCODER_LONG_TEXTS", "chunk")));
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void truncatedItHasOneVectorAndSaysSo() {
        settle(LongTexts.TRUNCATE);
        encoder.encode(Events.text("cut", "c1", LONG));

        Embedding embedding = only("cut");
        assertThat(embedding.truncated()).isTrue();
        assertThat(embedding.chunks()).hasSize(1);
    }

    @Test
    void rejectedItIsADeadLetterThatNamesItsLengthAndAShortOneIsNot() {
        settle(LongTexts.REJECT);
        int before = encoder.deadLetters().size();
        encoder.encode(Events.text("refused", "r1", LONG), Events.text("short", "r2", "short enough"));

        assertThat(encoder.vectors().of("refused")).isEmpty();
        assertThat(only("short").truncated()).isFalse();
        assertThat(encoder.deadLetters(before + 1)).hasSize(before + 1);
        String reason = new String(
                encoder.deadLetters().get(before).headers().lastHeader("__streams.errors.message").value(),
                StandardCharsets.UTF_8);
        int tokens = SharedModel.get().encode(List.of(LONG), InputType.DOCUMENT).get(0).tokens();
        assertThat(reason).contains("has " + tokens + " tokens").contains("takes 256").contains("rejects long texts");
    }

    @Test
    void splitEachWindowHasTheVectorThatItsTextHasAlone() {
        settle(LongTexts.CHUNK);
        encoder.encode(Events.text("split", "s1", LONG), Events.text("whole", "s2", "short enough"));

        Embedding embedding = only("split");
        List<Chunk> chunks = embedding.chunks();
        assertThat(embedding.truncated()).isFalse();
        assertThat(chunks).hasSizeGreaterThan(4);
        assertThat(chunks.get(0).start()).isZero();
        assertThat(chunks.get(chunks.size() - 1).end()).isEqualTo(LONG.length());
        for (int i = 0; i < chunks.size(); i++) {
            Chunk chunk = chunks.get(i);
            String part = LONG.substring(chunk.start(), chunk.end());
            Encoded alone = SharedModel.get().encode(List.of(part), InputType.DOCUMENT).get(0);
            assertThat(alone.truncated()).isFalse();
            assertThat(chunk.vector()).isEqualTo(alone.vector());
            assertThat(part).isEqualTo(part.strip());
            if (i > 0) {
                assertThat(chunk.start()).isLessThan(chunks.get(i - 1).end());
            }
        }
        assertThat(only("whole").chunks()).hasSize(1);
    }

    @Test
    void theEncodersSettingHoldsWhereAStreamHasNoneOfItsOwn() {
        settle(null);
        encoder.encode(
                Events.text("as-all", "a1", LONG),
                new Event(
                        new DocumentKey("unknown", "as-all"), new Identity("/shop", "a2"), Events.TIME, new Content.Text(LONG),
                        Map.of(), Origin.LIVE));

        List<Embedding> both = encoder.vectors().embeddings().stream()
                .filter(embedding -> embedding.key().document().equals("as-all"))
                .toList();
        assertThat(both).hasSize(2).allSatisfy(embedding -> assertThat(embedding.chunks()).hasSizeGreaterThan(4));
    }

    /** The tokenizer drops them, and no token says that they are there. */
    @Test
    void aWindowKeepsTheAccentOfItsLastLetter() {
        settle(LongTexts.CHUNK);
        String text = "cafe\u0301 ".repeat(400).strip();
        encoder.encode(Events.text("accents", "w1", text));

        assertThat(only("accents").chunks()).hasSizeGreaterThan(1).allSatisfy(chunk -> assertThat(
                        text.substring(chunk.start(), chunk.end()))
                .startsWith("c")
                .endsWith("\u0301"));
    }

    private static void settle(@Nullable LongTexts longTexts) {
        encoder.streams.put(new StreamSettings(Events.STREAM, true, null, longTexts, null));
    }

    private static Embedding only(String document) {
        List<Embedding> records = encoder.vectors().of(document);
        assertThat(records).hasSize(1);
        return records.get(0);
    }
}
