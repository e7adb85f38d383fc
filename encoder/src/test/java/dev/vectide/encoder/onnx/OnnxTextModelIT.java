package dev.vectide.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.InputType;
import dev.vectide.encoder.TextModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real weights from the class path. */
class OnnxTextModelIT {
    private static TextModel load(String space) {
        return OnnxTextModel.load(ConfigReader.read(null, Map.of("VECTIDE_ENCODER_SPACE", space)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"all-minilm-l6-v2", "all-minilm-l6-v2-int8"})
    void theSameTextHasTheSameBytesInAnyCompany(String space) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            texts.add("sentence number " + i + " " + "and some more words ".repeat(i % 7));
        }
        try (TextModel model = load(space)) {
            List<Encoded> together = model.encode(texts, InputType.DOCUMENT);
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                order.add(i);
                assertThat(model.encode(List.of(texts.get(i)), InputType.DOCUMENT).get(0).vector())
                        .isEqualTo(together.get(i).vector());
            }
            Collections.shuffle(order, new Random(1));
            List<Encoded> shuffled = model.encode(order.stream().map(texts::get).toList(), InputType.DOCUMENT);
            for (int i = 0; i < order.size(); i++) {
                assertThat(shuffled.get(i).vector()).isEqualTo(together.get(order.get(i)).vector());
            }
        }
    }

    @Test
    void likeTextsAreNearAndVectorsHaveNormOne() {
        try (TextModel model = load("all-minilm-l6-v2")) {
            List<Encoded> encoded = model.encode(
                    List.of("A cat sits on the mat.", "A kitten rests on a rug.", "Interest rates rose again."),
                    InputType.DOCUMENT);
            assertThat(encoded.get(0).vector().norm()).isCloseTo(1, within(1e-6));
            assertThat(encoded.get(0).vector().dot(encoded.get(1).vector()))
                    .isGreaterThan(encoded.get(0).vector().dot(encoded.get(2).vector()) + 0.3);
        }
    }

    @Test
    void aLongTextIsCutAtTheSpacesMaximumAndSaysSo() {
        try (TextModel model = load("all-minilm-l6-v2")) {
            Encoded exact = model.encode(List.of("word ".repeat(254)), InputType.DOCUMENT).get(0);
            assertThat(exact.tokens()).isEqualTo(256);
            assertThat(exact.truncated()).isFalse();
            Encoded cut = model.encode(List.of("word ".repeat(255)), InputType.DOCUMENT).get(0);
            assertThat(cut.tokens()).isEqualTo(257);
            assertThat(cut.truncated()).isTrue();
            assertThat(cut.vector()).isEqualTo(exact.vector());
        }
    }

    @Test
    void anUnknownSpaceIsRefusedByName() {
        assertThatThrownBy(() -> load("all-minilm-l12"))
                .hasMessageContaining("all-minilm-l12")
                .hasMessageContaining("all-minilm-l6-v2-int8");
    }

    @Test
    void aDeviceThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> OnnxTextModel.load(ConfigReader.read(null, Map.of("VECTIDE_ENCODER_DEVICE", "cuda:0"))))
                .hasMessageContaining("cuda:0");
    }
}
