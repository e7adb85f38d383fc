package dev.vectide.local.cli;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which settings a command works with. */
final class ConfigOptions {
    private static final Path USUAL = Path.of("vectide.yaml");

    private final Map<String, String> environment;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings; else vectide.yaml in this directory, if there is one.")
    private @Nullable Path file;

    ConfigOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @param more variables that go before those of the environment */
    Settings settings(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(more);
        return ConfigReader.settings(file == null && Files.exists(USUAL) ? USUAL : file, variables);
    }

    /** Where data goes unless told: beside the sources, or here where nobody said where those are. */
    static Path usualData() {
        return Path.of(System.getProperty("vectide.home", "."), "data");
    }
}
