package dev.vectide.encoder.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.event.Content;
import dev.vectide.core.stream.LongTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchEncoderTest {
    @Test
    void aSoundBatchIsOneCall() {
        FakeModel model = new FakeModel(text -> false, text -> false);
        List<BatchEncoder.Result> results = encode(model, List.of("a", "bb", "ccc"));

        assertThat(results).extracting(BatchEncoderTest::found).containsExactly(
                FakeModel.vector("a"), FakeModel.vector("bb"), FakeModel.vector("ccc"));
        assertThat(model.calls).hasSize(1);
        assertThat(encode(model, List.of())).isEmpty();
    }

    @Test
    void onlyTheTextsThatFailAreDeadWhereverTheyStand() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<String> texts = texts(1 + random.nextInt(40));
            Set<String> bad = Set.copyOf(texts.stream().filter(text -> random.nextInt(5) == 0).toList());
            FakeModel model = random.nextBoolean()
                    ? new FakeModel(bad::contains, text -> false)
                    : new FakeModel(text -> false, bad::contains);
            List<BatchEncoder.Result> results = encode(model, texts);

            assertThat(results).hasSameSizeAs(texts);
            for (int i = 0; i < texts.size(); i++) {
                boolean failed = bad.contains(texts.get(i));
                assertThat(results.get(i).failure() != null).isEqualTo(failed);
                assertThat(found(results.get(i))).isEqualTo(failed ? null : FakeModel.vector(texts.get(i)));
            }
        }
    }

    @Test
    void theReasonOfEachFailureIsItsOwn() {
        FakeModel model = new FakeModel(text -> text.startsWith("bad"), text -> text.equals("empty"));
        List<BatchEncoder.Result> results = encode(model, List.of("bad 1", "good", "bad 2", "empty"));

        assertThat(results.get(0).failure()).hasMessage("'bad 1' fails");
        assertThat(results.get(2).failure()).hasMessage("'bad 2' fails");
        assertThat(results.get(3).failure()).hasMessageContaining("space fake").hasMessageContaining("norm 0.0");
    }

    @Test
    void aModelThatFailsForEveryTextIsBroken() {
        for (FakeModel model : List.of(
                new FakeModel(text -> true, text -> false), new FakeModel(text -> false, text -> true))) {
            assertThatThrownBy(() -> encode(model, List.of("a", "b")))
                    .isInstanceOf(BatchEncoder.BrokenModelException.class)
                    .hasMessageContaining("space fake: the model is broken");
        }
    }

    @Test
    void anInterruptionIsNobodysFault() {
        FakeModel model = new FakeModel(text -> true, text -> false);
        try {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> encode(model, List.of("a", "b")))
                    .isInstanceOf(EncoderException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(model.calls).hasSize(1);
    }

    @Test
    void aLongTextIsCutRejectedOrSplitAsItsStreamWants() {
        FakeModel model = new FakeModel(text -> text.startsWith("ij"), text -> false);
        String text = "0123456789";
        List<Work> works = List.of(
                new Work(new Content.Text(text), LongTexts.TRUNCATE),
                new Work(new Content.Text(text), LongTexts.REJECT),
                new Work(new Content.Text("short"), LongTexts.REJECT),
                new Work(new Content.Text(text), LongTexts.CHUNK),
                new Work(new Content.Text("abcdefghijk"), LongTexts.CHUNK),
                new Work(new Content.Text("short"), LongTexts.CHUNK));
        List<BatchEncoder.Result> results = new BatchEncoder(model, 0).encode(works);

        assertThat(results.get(0).vectors().chunks()).containsExactly(new Chunk(0, 10, FakeModel.vector(text)));
        assertThat(results.get(1).failure())
                .hasMessage("it has 10 tokens, space fake takes 8, and its stream rejects long texts");
        assertThat(results.get(2).vectors().chunks()).hasSize(1);
        assertThat(results.get(3).vectors().chunks())
                .containsExactly(
                        new Chunk(0, 8, FakeModel.vector("01234567")), new Chunk(8, 10, FakeModel.vector("89")));
        assertThat(results.get(4).failure()).hasMessage("'ijk' fails");
        assertThat(results.get(5).vectors().chunks()).containsExactly(new Chunk(0, 5, FakeModel.vector("short")));
        assertThat(model.calls.get(0)).doesNotContain("abcdefghijk").contains("abcdefgh", "ijk");
    }

    private static List<BatchEncoder.Result> encode(FakeModel model, List<String> texts) {
        return new BatchEncoder(model, 0)
                .encode(texts.stream()
                        .map(text -> new Work(new Content.Text(text), LongTexts.TRUNCATE))
                        .toList());
    }

    private static List<String> texts(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add("x".repeat(i + 1));
        }
        return texts;
    }

    private static Object found(BatchEncoder.Result result) {
        return result.vectors() == null ? null : result.vectors().chunks().get(0).vector();
    }
}
