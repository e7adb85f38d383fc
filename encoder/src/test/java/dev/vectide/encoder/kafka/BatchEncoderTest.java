package dev.vectide.encoder.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.encoder.EncoderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchEncoderTest {
    @Test
    void aSoundBatchIsOneCall() {
        FakeModel model = new FakeModel(text -> false, text -> false);
        List<BatchEncoder.Result> results = new BatchEncoder(model).encode(List.of("a", "bb", "ccc"));

        assertThat(results).extracting(BatchEncoderTest::found).containsExactly(
                FakeModel.vector("a"), FakeModel.vector("bb"), FakeModel.vector("ccc"));
        assertThat(model.calls).hasSize(1);
        assertThat(new BatchEncoder(model).encode(List.of())).isEmpty();
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
            List<BatchEncoder.Result> results = new BatchEncoder(model).encode(texts);

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
        List<BatchEncoder.Result> results = new BatchEncoder(model).encode(List.of("bad 1", "good", "bad 2", "empty"));

        assertThat(results.get(0).failure()).hasMessage("'bad 1' fails");
        assertThat(results.get(2).failure()).hasMessage("'bad 2' fails");
        assertThat(results.get(3).failure()).hasMessageContaining("space fake").hasMessageContaining("norm 0.0");
    }

    @Test
    void aModelThatFailsForEveryTextIsBroken() {
        for (FakeModel model : List.of(
                new FakeModel(text -> true, text -> false), new FakeModel(text -> false, text -> true))) {
            assertThatThrownBy(() -> new BatchEncoder(model).encode(List.of("a", "b")))
                    .isInstanceOf(BatchEncoder.BrokenModelException.class)
                    .hasMessageContaining("space fake: the model is broken");
        }
    }

    @Test
    void anInterruptionIsNobodysFault() {
        FakeModel model = new FakeModel(text -> true, text -> false);
        try {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> new BatchEncoder(model).encode(List.of("a", "b")))
                    .isInstanceOf(EncoderException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(model.calls).hasSize(1);
    }

    private static List<String> texts(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add("x".repeat(i));
        }
        return texts;
    }

    private static Object found(BatchEncoder.Result result) {
        return result.encoded() == null ? null : result.encoded().vector();
    }
}
