package dev.vectide.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.Encoder;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.event.Content;
import dev.vectide.encoder.ContentModel;
import dev.vectide.encoder.onnx.OnnxModels;
import dev.vectide.evaluate.mitigation.TransformArtefact;
import dev.vectide.local.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mitigation that is adopted is served by the encoder, from the settings that the command wrote, with the real model. */
class AdoptIT {
    private static final List<String> ANIMALS =
            List.of("cat", "dog", "horse", "cow", "sheep", "goat", "duck", "goose", "hen", "pig");
    private static final List<String> TOOLS =
            List.of("saw", "hammer", "drill", "file", "chisel", "plane", "wrench", "clamp", "level", "axe");

    @TempDir
    private Path folder;

    private Path data(String name, String sentence) throws IOException {
        StringBuilder rows = new StringBuilder("text\tlabel\n");
        for (int i = 0; i < ANIMALS.size(); i++) {
            rows.append(sentence).append(ANIMALS.get(i)).append("\tanimal\n");
            rows.append(sentence).append(TOOLS.get(i)).append("\ttool\n");
        }
        return Files.writeString(folder.resolve(name), rows);
    }

    private Result adopted(String mitigation, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "evaluate", "--data", data("here.tsv", "I saw a ").toString(), "--transfer",
                data("there.tsv", "They sold the old ").toString(), "--tasks", "knn,few-shot", "--adopt", mitigation,
                "--adopt-to", folder.resolve(mitigation).toString()));
        arguments.addAll(List.of(more));
        return new Shell().run(arguments.toArray(String[]::new));
    }

    @Test
    void whatIsNotWorthHavingIsNotWritten() throws IOException {
        Result result = adopted("centring");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("--adopt: centring is not written: ", "--anyway");
        assertThat(folder.resolve("centring")).doesNotExist();
    }

    @Test
    void theEncoderServesTheMitigationsOwnVectors() throws IOException {
        for (String mitigation : List.of("centring", "adapter")) {
            Result result = adopted(mitigation, "--anyway");
            assertThat(result.exitCode()).as(result.err()).isZero();
            Path written = folder.resolve(mitigation);
            VectideConfig settings = ConfigReader.read(written.resolve("space.yaml"), Map.of());
            TransformArtefact artefact = TransformArtefact.fromBytes(Files.readAllBytes(written.resolve("transform.vtrf")));
            List<String> texts = List.of("a green valley", "the price of wool", "I saw a cat");

            try (ContentModel base = OnnxModels.load(settings, "all-minilm-l6-v2");
                    ContentModel served = OnnxModels.load(settings, "all-minilm-l6-v2." + mitigation)) {
                List<Encoded> raw = encoded(base, texts);
                List<Encoded> mapped = encoded(served, texts);

                assertThat(served.space().fingerprint()).isEqualTo(artefact.on(base.space()).fingerprint());
                assertThat(served.space().fingerprint()).isNotEqualTo(base.space().fingerprint());
                for (int i = 0; i < texts.size(); i++) {
                    float[] own = artefact.transform().apply(raw.get(i).vector().toArray());
                    assertThat(mapped.get(i).vector().toArray()).containsExactly(own, within(1e-6f));
                    assertThat(mapped.get(i).vector().norm()).isCloseTo(1, within(1e-6));
                    assertThat(mapped.get(i).tokens()).isEqualTo(raw.get(i).tokens());
                }
                assertThat(((Encoder) served).encode(texts, InputType.QUERY).get(0).vector())
                        .isEqualTo(mapped.get(0).vector());
            }
        }
    }

    /** As the stage encodes a stream's events. */
    private static List<Encoded> encoded(ContentModel model, List<String> texts) {
        return model.encodeContents(texts.stream().<Content>map(Content.Text::new).toList());
    }
}
