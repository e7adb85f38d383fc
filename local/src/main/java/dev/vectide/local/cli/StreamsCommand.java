package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.config.Durations;
import dev.vectide.core.wire.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Streams at run time. */
@Command(name = "streams", mixinStandardHelpOptions = true, description = "Lists, adds and removes streams of a running system.")
final class StreamsCommand implements Runnable {
    private static final String PATH = "v1/streams";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected list, add or remove");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "The streams and their settings.")
    int list(@Mixin ServerOptions server, @Mixin OutputOptions output) {
        JsonNode streams = server.api().get(PATH).path("streams");
        output.report(streams, out -> print(streams, out));
        return ExitCode.DONE;
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Adds a stream, or changes its settings.")
    int add(
            @Mixin ServerOptions server,
            @Mixin OutputOptions output,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--ttl", description = "How long documents stay, such as 30d. Default: for good.") @Nullable
                    String ttl,
            @Option(names = "--no-content", description = "Texts are not stored, only their vectors.") boolean noContent,
            @Option(
                            names = "--long-texts",
                            paramLabel = "truncate|reject|chunk",
                            description =
                                    "What becomes of texts longer than the model's maximum. Default: as the system has it.")
                    @Nullable String longTexts,
            @Option(
                            names = "--near-duplicates",
                            paramLabel = "SIMILARITY",
                            description =
                                    "Documents at least so similar to an earlier one are flagged, such as 0.95. Default: none.")
                    @Nullable Double nearDuplicates) {
        ObjectNode settings = Json.MAPPER.createObjectNode().put("store_content", !noContent);
        settings.put("ttl", ttl == null ? null : duration(ttl)).put("long_texts", longTexts);
        settings.put("near_duplicates", nearDuplicates);
        String path = PATH + "/" + StreamOption.checked("NAME", name);
        JsonNode stream = Api.successful(server.api().send("PUT", path, Api.JSON, settings.toString()));
        output.report(stream, out -> out.println("Stream " + name + " is there."));
        return ExitCode.DONE;
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Removes a stream from the list; its documents stay where they are.")
    int remove(
            @Mixin ServerOptions server, @Mixin OutputOptions output, @Parameters(paramLabel = "NAME") String name) {
        String path = PATH + "/" + StreamOption.checked("NAME", name);
        Api.successful(server.api().send("DELETE", path, null, null));
        output.report(Json.MAPPER.createObjectNode().put("removed", name), out -> out.println("Stream " + name + " is removed."));
        return ExitCode.DONE;
    }

    private static String duration(String text) {
        try {
            return Durations.format(Durations.parse(text));
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--ttl: " + e.getMessage());
        }
    }

    private static void print(JsonNode streams, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("STREAM", "CONTENT", "TTL", "LONG TEXTS", "NEAR-DUPLICATES"));
        for (JsonNode stream : streams) {
            rows.add(List.of(
                    stream.path("name").asText(),
                    stream.path("store_content").asBoolean() ? "stored" : "not stored",
                    stream.hasNonNull("ttl") ? stream.get("ttl").asText() : "none",
                    stream.hasNonNull("long_texts") ? stream.get("long_texts").asText() : "default",
                    stream.hasNonNull("near_duplicates")
                            ? "from " + stream.get("near_duplicates").asText()
                            : "not looked for"));
        }
        Lines.table(rows, out);
    }
}
