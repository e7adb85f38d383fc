package dev.vectide.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.ContentModel;
import dev.vectide.encoder.ForwardingModel;
import dev.vectide.encoder.SharedModel;
import dev.vectide.encoder.TextModel;
import dev.vectide.encoder.TinyImageModel;
import dev.vectide.encoder.graph.UnknownGraphException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rewritten graph answers as its export does, is made once, and is made again where its file is damaged. */
class RewrittenGraphsIT {
    private static final Placement CPU = Placement.cpu(ConfigReader.read(null, Map.of()).encoder());

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        NativeLibraries.start();
    }

    private static ModelFiles files(String space) {
        return new ModelCatalogue(List.of()).load("encoder.space", space);
    }

    private static double cosine(ModelFiles files, Graph fused, SameVectors.Floor floor) {
        try (TextModel export = OnnxModels.text(files, Graph.export(files), CPU);
                TextModel made = OnnxModels.text(files, fused, CPU)) {
            double least = SameVectors.require(export, made, floor);
            System.out.printf("%s: least cosine to the export %.8f%n", made.producer(), least);
            return least;
        }
    }

    private void assertSame(String space) throws IOException {
        ModelFiles files = files(space);
        RewrittenGraphs graphs = new RewrittenGraphs(folder);
        Graph single = graphs.of(files, Rewrite.FUSED, fused -> cosine(files, fused, SameVectors.SINGLE));
        assertThat(single.variant()).isEqualTo("fused-2");
        assertThat(single.pools()).isTrue();
        Graph half = graphs.of(files, Rewrite.FUSED_HALF, fused -> cosine(files, fused, SameVectors.HALF));
        assertThat(half.read().length).isLessThan(single.read().length / 100 * 51);
    }

    @Test
    void miniLmAnswersAsItsExport() throws IOException {
        assertSame("all-minilm-l6-v2");
    }

    @ParameterizedTest
    @EnabledIfEnvironmentVariable(named = "VECTIDE_DATA", matches = ".+")
    @ValueSource(strings = {"bge-small-en-v1.5", "e5-small-v2"})
    void soDoTheOthers(String space) throws IOException {
        assertSame(space);
    }

    @Test
    void quantisedMiniLmAnswersNearlyAsItsExport() throws IOException {
        assertNear("all-minilm-l6-v2-int8");
    }

    @ParameterizedTest
    @EnabledIfEnvironmentVariable(named = "VECTIDE_DATA", matches = ".+")
    @ValueSource(strings = {"bge-small-en-v1.5-int8", "e5-small-v2-int8"})
    void soDoTheOtherQuantisedOnes(String space) throws IOException {
        assertNear(space);
    }

    private void assertNear(String space) throws IOException {
        ModelFiles files = files(space);
        Graph made = new RewrittenGraphs(folder)
                .of(files, Rewrite.FUSED_QUANTISED, fused -> cosine(files, fused, SameVectors.QUANTISED));
        assertThat(made.variant()).isEqualTo("fused-int8-1");
        assertThat(made.pools()).isTrue();
        Graph inTurns = new RewrittenGraphs(folder)
                .of(files, Rewrite.IN_TURNS, several -> assertSameBits(files, made, several));
        assertThat(inTurns.variant()).isEqualTo("fused-int8-1-in-turns-8");
    }

    /** Of nearly all of the texts, which are more than a group and of many lengths. */
    private static void assertSameBits(ModelFiles files, Graph one, Graph several) {
        List<Integer> batches = new ArrayList<>();
        try (TextModel alone = OnnxModels.text(files, one, Placement.together());
                TextModel grouped = OnnxModels.text(files, one, several, Placement.together())) {
            grouped.listen((texts, tokens, computed, most) -> batches.add(texts));
            SameVectors.require(alone, grouped, SameVectors.SAME);
        }
        assertThat(batches).contains(GroupedTexts.SIZE);
    }

    @Test
    void vectorsThatAreOnlyNearAreNotTheSame() throws IOException {
        ModelFiles files = files("all-minilm-l6-v2");
        Graph fused = new RewrittenGraphs(folder).of(files, Rewrite.FUSED, made -> {});
        assertThatThrownBy(() -> cosine(files, fused, SameVectors.SAME))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("where 1.0 is wanted");
    }

    /** Two models that answer the same nonsense do not confirm each other. */
    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, 0})
    void vectorsWithoutADirectionAreNotTheSame(float value) {
        try (TextModel model = SharedModel.get()) {
            float[] values = new float[model.space().dimension()];
            Arrays.fill(values, value);
            TextModel broken = new ForwardingModel(model) {
                @Override
                protected List<Encoded> answer(List<String> texts, Supplier<List<Encoded>> sound) {
                    return Collections.nCopies(texts.size(), new Encoded(FloatVector.of(values), 3, false));
                }
            };
            assertThatThrownBy(() -> SameVectors.require(broken, broken, SameVectors.SAME))
                    .isInstanceOf(EncoderException.class)
                    .hasMessageContaining("cosine NaN");
        }
    }

    @Test
    void aQuantisedGraphOfAnotherPoolingIsNotNear() {
        ModelFiles files = files("all-minilm-l6-v2-int8");
        Space space = files.space();
        Space cls = new Space(
                space.name(), space.modelSha256(), space.tokenizerSha256(), Pooling.CLS, "", "", 256, 384, true, Precision.INT8);
        ModelFiles other = new ModelFiles(cls, files.model(), files.tokenizer());
        assertThatThrownBy(() -> new RewrittenGraphs(folder).of(other, Rewrite.FUSED_QUANTISED, fused -> cosine(files, fused, SameVectors.QUANTISED)))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("to the export where 0.98 is wanted");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aQuantisedExportThatPoolsItselfAnswersAsItDidBefore() throws IOException {
        ModelFiles files = files("all-minilm-l6-v2-int8");
        Graph pooled = new RewrittenGraphs(folder)
                .of(files, Rewrite.POOLED, made -> cosine(files, made, SameVectors.SINGLE));
        assertThat(pooled.variant()).isEqualTo("pooled-2");
        assertThatThrownBy(() -> new RewrittenGraphs(folder).of(files, Rewrite.FUSED, made -> {}))
                .isInstanceOf(UnknownGraphException.class);
    }

    @Test
    void itIsMadeOnceAndAgainWhereItIsDamaged() throws IOException {
        ModelFiles files = files("all-minilm-l6-v2");
        RewrittenGraphs graphs = new RewrittenGraphs(folder);
        List<Graph> verified = new ArrayList<>();
        byte[] sound = graphs.of(files, Rewrite.FUSED, verified::add).read();
        assertThat(graphs.of(files, Rewrite.FUSED, verified::add).read()).isEqualTo(sound);
        assertThat(verified).hasSize(1);

        Path file;
        try (var list = Files.list(folder)) {
            file = list.filter(each -> each.toString().endsWith(".onnx")).findFirst().orElseThrow();
        }
        byte[] damaged = sound.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(file, damaged);
        assertThat(graphs.of(files, Rewrite.FUSED, verified::add).read()).isEqualTo(sound);
        assertThat(verified).hasSize(2);
        try (var list = Files.list(folder)) {
            assertThat(list).hasSize(2);
        }
    }

    @Test
    void itIsMadeAgainWhereItsHashIsDamaged() throws IOException {
        ModelFiles files = files("all-minilm-l6-v2");
        List<Graph> verified = new ArrayList<>();
        byte[] sound = new RewrittenGraphs(folder).of(files, Rewrite.FUSED, verified::add).read();
        try (var list = Files.list(folder)) {
            Path hash = list.filter(each -> each.toString().endsWith(".sha256")).findFirst().orElseThrow();
            Files.write(hash, new byte[] {(byte) 0xff, 0, (byte) 0xfe});
        }
        assertThat(new RewrittenGraphs(folder).of(files, Rewrite.FUSED, verified::add).read()).isEqualTo(sound);
        assertThat(verified).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "all-minilm-l6-v2, auto, fused-2",
        "all-minilm-l6-v2, fused, fused-2",
        "all-minilm-l6-v2, export, export",
        "all-minilm-l6-v2-int8, auto, fused-int8-1",
        "all-minilm-l6-v2-int8, fused, fused-int8-1",
        "all-minilm-l6-v2-int8, export, export"
    })
    void theProducerSaysWhichGraphTheSettingHasChosen(String space, String setting, String variant) {
        VectideConfig config = ConfigReader.read(
                null, Map.of("VECTIDE_ENCODER_GRAPH", setting, "VECTIDE_ENCODER_DEVICE", "cpu"));
        try (ContentModel model = OnnxModels.load(config, space)) {
            assertThat(model.producer()).isEqualTo("onnxruntime-1.29.0/cpu/" + variant);
        }
    }

    @Test
    void oneThatAnswersOtherwiseIsRefusedAndNotKept() {
        ModelFiles files = files("all-minilm-l6-v2");
        Space space = files.space();
        Space cls = new Space(
                space.name(), space.modelSha256(), space.tokenizerSha256(), Pooling.CLS, "", "", 256, 384, true, Precision.FULL);
        assertThatThrownBy(() -> new RewrittenGraphs(folder)
                        .of(new ModelFiles(cls, files.model(), files.tokenizer()), Rewrite.FUSED, fused -> cosine(files, fused, SameVectors.SINGLE)))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("to the export where 0.99999 is wanted");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anotherKindOfModelIsNotFused() {
        ModelFiles tiny = new ModelFiles(files("all-minilm-l6-v2").space(), TinyImageModel.of(4), new byte[0]);
        assertThatThrownBy(() -> new RewrittenGraphs(folder).of(tiny, Rewrite.FUSED, fused -> {}))
                .isInstanceOf(UnknownGraphException.class)
                .hasMessageContaining("input_ids")
                .hasMessageContaining("there are [pixels]");
        assertThat(folder).isEmptyDirectory();
    }
}
