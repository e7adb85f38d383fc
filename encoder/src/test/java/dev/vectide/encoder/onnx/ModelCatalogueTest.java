package dev.vectide.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.config.ConfigException;
import dev.vectide.core.config.SpaceSource;
import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a space of the settings is told by key and value. */
class ModelCatalogueTest {
    @TempDir
    private Path folder;

    private static SpaceSource source(String name, Path model, Path tokenizer) {
        return new SpaceSource(
                name, model.toString(), tokenizer.toString(), Pooling.MEAN, 256, 3, true, Precision.FULL, null, null, null,
                null, null);
    }

    @Test
    void anUnknownSpaceIsToldWithTheSettingThatNamesIt() {
        ModelCatalogue catalogue = new ModelCatalogue(List.of(source("mine", folder, folder)));
        assertThatThrownBy(() -> catalogue.load("encoder.more-spaces", "nobodys"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("settings: encoder.more-spaces = nobodys: unknown space; expected one of [all-minilm-")
                .hasMessageEndingWith(", mine]");
    }

    @Test
    void aFileThatIsNotThereOrCannotBeReadIsNamed() throws IOException {
        Path model = Files.writeString(folder.resolve("model.onnx"), "a model");
        Path none = folder.resolve("none.json");
        ModelCatalogue catalogue =
                new ModelCatalogue(List.of(source("first", folder, model), source("second", model, none)));
        assertThatThrownBy(() -> catalogue.load("encoder.space", "first"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("settings: spaces[0].model = " + folder + ": the file cannot be read: ");
        assertThatThrownBy(() -> catalogue.load("encoder.space", "second"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("settings: spaces[1].tokenizer = " + none + ": there is no such file");
    }

    @Test
    void aNameIsForOneSpace() {
        assertThatThrownBy(() -> new ModelCatalogue(List.of(source("e5-small-v2", folder, folder))))
                .isInstanceOf(ConfigException.class)
                .hasMessage("settings: spaces[0].name = e5-small-v2: defined twice; a space's name is immutable");
    }
}
