package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.access.ApiKey;
import dev.vectide.core.access.StreamPattern;
import dev.vectide.core.access.Verb;
import dev.vectide.core.wire.Json;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes an API key. It is shown this once: what the settings keep is its hash, which leads nowhere back. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Makes an API key: shows it once, and the line of security.keys that lets it in.")
final class KeyCommand implements Callable<Integer> {
    @Option(names = "--name", required = true, description = "Whose key it is.")
    private String name;

    @Option(
            names = "--streams",
            required = true,
            split = ",",
            description = "Names, beginnings with * behind them, or *; with commas between several.")
    private List<String> streams;

    @Option(names = "--verbs", required = true, split = ",", description = "Of read, write, admin.")
    private List<Verb> verbs;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        String key = ApiKey.generate(new SecureRandom());
        ObjectNode entry = entry(ApiKey.hash(key));
        ObjectNode both = Json.MAPPER.createObjectNode().put("key", key);
        both.set("settings", entry);
        output.report(both, out -> {
            out.println("The key, which is shown only now: " + key);
            out.println();
            out.println("security:");
            out.println("  keys:");
            out.println("    - " + entry);
        });
        return ExitCode.DONE;
    }

    /** JSON, and so YAML. */
    private ObjectNode entry(String hash) {
        if (name.isBlank()) {
            throw CommandException.usage("--name: expected a name");
        }
        ObjectNode entry = Json.MAPPER.createObjectNode().put("name", name).put("sha256", hash);
        var patterns = entry.putArray("streams");
        for (String stream : streams) {
            patterns.add(pattern(stream));
        }
        verbs.stream().distinct().map(Verb::word).forEach(entry.putArray("verbs")::add);
        return entry;
    }

    private static String pattern(String stream) {
        try {
            return new StreamPattern(stream).text();
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--streams: '" + stream + "', " + StreamPattern.EXPECTED);
        }
    }
}
