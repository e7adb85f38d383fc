package dev.vectide.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.access.ApiKey;
import dev.vectide.core.access.Verb;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Makes settings with keys out of settings without: what processes on several machines or containers share. There are two keys,
 * each in a file of its own beside the settings: {@code admin.key} may do everything, {@code system.key} reads, and is what the
 * processes ask each other with, and a collector of metrics asks them. Where the files are there already, they stay.
 */
@Command(
        name = "first-keys",
        mixinStandardHelpOptions = true,
        description = "Writes settings for processes that share them: those of a file that has none of security, with two API keys, "
                + "made unless they are there.")
final class FirstKeysCommand implements Callable<Integer> {
    private static final int SHORTEST = 32;

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Option(names = "--settings", required = true, paramLabel = "FILE", description = "Settings without a section security.")
    private Path settings;

    @Option(
            names = "--into",
            required = true,
            paramLabel = "DIR",
            description = "Gets vectide.yaml, admin.key and system.key. The variable VECTIDE_API_KEY is the admin's key, if it is set.")
    private Path folder;

    FirstKeysCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        ConfigReader.read(settings, Map.of());
        String given = Files.readString(settings);
        if (given.lines().anyMatch(line -> line.startsWith("security:"))) {
            throw CommandException.usage("--settings: " + settings + " has a section security, expected none");
        }
        Files.createDirectories(folder);
        String admin = key("admin.key", environment.get("VECTIDE_API_KEY"));
        String system = key("system.key", null);
        ObjectNode security = Json.MAPPER.createObjectNode().put("own-key", system);
        ArrayNode keys = security.putArray("keys");
        keys.add(entry("admin", admin, List.of(Verb.values())));
        keys.add(entry("system", system, List.of(Verb.READ)));
        write("vectide.yaml", given + "\nsecurity: " + security + "\n");
        spec.commandLine().getOut().println("The settings are in " + folder.resolve("vectide.yaml") + ", the key that may do everything in "
                + folder.resolve("admin.key") + ".");
        return ExitCode.DONE;
    }

    private String key(String file, @Nullable String wanted) throws IOException {
        Path path = folder.resolve(file);
        if (wanted != null && !wanted.isBlank()) {
            if (wanted.length() < SHORTEST) {
                throw CommandException.usage("VECTIDE_API_KEY has " + wanted.length() + " characters, expected " + SHORTEST
                        + " or more, as `vectide key` makes them");
            }
            write(file, wanted);
            return wanted;
        }
        if (!Files.exists(path)) {
            write(file, ApiKey.generate(new SecureRandom()));
        }
        return Files.readString(path).strip();
    }

    /** As a whole or not at all. */
    private void write(String file, String text) throws IOException {
        Path part = folder.resolve(file + ".part");
        Files.write(part, text.getBytes(UTF_8));
        Files.move(part, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static ObjectNode entry(String name, String key, List<Verb> verbs) {
        ObjectNode entry = Json.MAPPER.createObjectNode().put("name", name).put("sha256", ApiKey.hash(key));
        entry.putArray("streams").add("*");
        ArrayNode words = entry.putArray("verbs");
        verbs.stream().map(Verb::word).forEach(words::add);
        return entry;
    }
}
