package dev.vectide.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.encoder.InputType;
import dev.vectide.encoder.SharedModel;
import dev.vectide.encoder.TextModel;
import dev.vectide.encoder.device.Device;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real weights from the class path. */
class OnnxTextModelIT {
    private static TextModel load(String space) {
        return (TextModel) OnnxModels.load(ConfigReader.read(null, Map.of()), space);
    }

    @ParameterizedTest
    @ValueSource(strings = {"all-minilm-l6-v2", "all-minilm-l6-v2-int8"})
    void theSameTextHasTheSameBytesInAnyCompany(String space) {
        assertSameBytesInAnyCompany(space);
    }

    /** Those that are fetched: not by everybody who runs the tests. */
    @ParameterizedTest
    @EnabledIfEnvironmentVariable(named = "VECTIDE_DATA", matches = ".+")
    @ValueSource(strings = {"bge-small-en-v1.5", "bge-small-en-v1.5-int8", "e5-small-v2", "e5-small-v2-int8"})
    void alsoOfTheSpacesThatAreFetched(String space) {
        assertSameBytesInAnyCompany(space);
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "VECTIDE_DATA", matches = ".+")
    void queriesAndDocumentsHaveTheirPrefixes() {
        try (TextModel model = load("e5-small-v2-int8")) {
            List<String> text = List.of("how to make bread");
            assertThat(model.encode(text, InputType.QUERY)).isNotEqualTo(model.encode(text, InputType.DOCUMENT));
            assertThat(model.encode(text, InputType.QUERY).get(0).tokens())
                    .isEqualTo(model.tokens(text.get(0)))
                    .isEqualTo(8);
        }
        try (TextModel model = load("bge-small-en-v1.5-int8")) {
            List<String> text = List.of("how to make bread");
            assertThat(model.encode(text, InputType.DOCUMENT).get(0).tokens()).isEqualTo(6);
            assertThat(model.encode(text, InputType.QUERY).get(0).vector())
                    .isEqualTo(model.encode(
                                    List.of("Represent this sentence for searching relevant passages: " + text.get(0)),
                                    InputType.DOCUMENT)
                            .get(0)
                            .vector());
        }
    }

    private static void assertSameBytesInAnyCompany(String space) {
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
            assertPaddingLeavesNoTrace(model);
        }
    }

    /** Few texts of nearly the same length are one batch, in which all but the longest are padded. */
    private static void assertPaddingLeavesNoTrace(TextModel model) {
        Random random = new Random(8);
        for (int round = 0; round < 25; round++) {
            int words = 1 + random.nextInt(120);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 2 + random.nextInt(4); i++) {
                texts.add("word ".repeat(words + random.nextInt(4)) + random.nextInt(100));
            }
            List<Encoded> together = model.encode(texts, InputType.DOCUMENT);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(together.get(i).vector())
                        .as(together.stream().map(Encoded::tokens).toList() + ", text " + i)
                        .isEqualTo(model.encode(List.of(texts.get(i)), InputType.DOCUMENT).get(0).vector());
            }
        }
    }

    /** All that a GPU is used with but the GPU: a few shapes, sessions with a caller each, threads that tokenise. */
    @Test
    void placedAsOnAGpuItAnswersTheSame() {
        ModelFiles files = new ModelCatalogue(List.of()).load("encoder.space", "all-minilm-l6-v2");
        Map<String, String> environment = Map.of("VECTIDE_ENCODER_GPU_BATCH_TOKENS", "2048");
        Placement placement =
                Placement.gpu(ConfigReader.read(null, environment).encoder(), new Device.Cpu(), files.space().maxTokens());
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            texts.add("sentence number " + i + " " + "and some more words ".repeat(i % 70));
        }
        try (TextModel model = OnnxModels.text(files, Graph.export(files), placement);
                TextModel plain = OnnxModels.text(
                        files, Graph.export(files), Placement.cpu(ConfigReader.read(null, Map.of()).encoder()))) {
            assertThat(model.encode(texts, InputType.DOCUMENT)).isEqualTo(plain.encode(texts, InputType.DOCUMENT));
            assertThat(model.encode(texts.subList(7, 8), InputType.DOCUMENT))
                    .isEqualTo(plain.encode(texts.subList(7, 8), InputType.DOCUMENT));
        }
    }

    /** In groups, and never in a group of another number of texts; the longest, and what is left over, alone. */
    @Test
    void quantisedTextsAreEncodedInGroups() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 61; i++) {
            texts.add("sentence number " + i + " and some more words".repeat(i < 3 ? 40 : 1));
        }
        List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
        VectideConfig config = ConfigReader.read(null, Map.of("VECTIDE_ENCODER_CALLERS", "2"));
        try (TextModel model = (TextModel) OnnxModels.load(config, "all-minilm-l6-v2-int8")) {
            model.listen((count, tokens, computed, most) -> batches.add(count));
            model.encode(texts, InputType.DOCUMENT);
        }
        assertThat(batches).hasSize(6 + 13).containsOnly(8, 1);
    }

    @Test
    void likeTextsAreNearAndVectorsHaveNormOne() {
        try (TextModel model = SharedModel.get()) {
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
        try (TextModel model = SharedModel.get()) {
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
    void noTokenizersOwnLimitCutsOrPads() {
        // MiniLM's tokenizer.json says 128 of both.
        try (TextModel model = SharedModel.get()) {
            Encoded shortText = model.encode(List.of("word"), InputType.DOCUMENT).get(0);
            Encoded beyond = model.encode(List.of("word ".repeat(127)), InputType.DOCUMENT).get(0);
            Encoded longer = model.encode(List.of("word ".repeat(127) + "zebra"), InputType.DOCUMENT).get(0);
            assertThat(shortText.tokens()).isEqualTo(3);
            assertThat(beyond.tokens()).isEqualTo(129);
            assertThat(beyond.truncated()).isFalse();
            assertThat(longer.vector()).isNotEqualTo(beyond.vector());
        }
    }

    @Test
    void aModelThatIsClosedInMidUseAnswersOrSaysSo() throws Exception {
        List<String> texts = Collections.nCopies(40, "some words to encode while somebody closes the model");
        ExecutorService users = Executors.newFixedThreadPool(3);
        TextModel model = load("all-minilm-l6-v2");
        Encoded expected = model.encode(texts.subList(0, 1), InputType.DOCUMENT).get(0);
        CountDownLatch answered = new CountDownLatch(6);
        List<Future<String>> ends = new ArrayList<>();
        try {
            for (int user = 0; user < 3; user++) {
                ends.add(users.submit(() -> useUntilClosed(model, texts, expected, answered)));
            }
            assertThat(answered.await(1, TimeUnit.MINUTES)).isTrue();
            model.close();
            for (Future<String> end : ends) {
                assertThat(end.get(1, TimeUnit.MINUTES)).isEqualTo("space all-minilm-l6-v2: the model is closed");
            }
            model.close();
        } finally {
            users.shutdownNow();
        }
    }

    private static String useUntilClosed(
            TextModel model, List<String> texts, Encoded expected, CountDownLatch answered) {
        try {
            while (true) {
                assertThat(model.encode(texts, InputType.DOCUMENT)).containsOnly(expected);
                assertThat(model.encode(texts.subList(0, 1), InputType.DOCUMENT)).containsOnly(expected);
                answered.countDown();
            }
        } catch (EncoderException e) {
            return String.valueOf(e.getMessage());
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
        assertThatThrownBy(() -> OnnxModels.load(
                        ConfigReader.read(null, Map.of("VECTIDE_ENCODER_DEVICE", "cuda:99")), "all-minilm-l6-v2"))
                .hasMessageContaining("cuda:99");
    }
}
