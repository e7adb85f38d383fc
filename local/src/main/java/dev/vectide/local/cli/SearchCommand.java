package dev.vectide.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the store. */
@Command(name = "search", mixinStandardHelpOptions = true, description = "Finds the documents nearest to a text, or with its words.")
final class SearchCommand implements Callable<Integer> {
    private static final int MOST = 10_000;
    private static final int WIDTH = 160;

    @Mixin
    private ServerOptions server;

    @Mixin
    private StreamOption stream;

    @Mixin
    private OutputOptions output;

    @Parameters(paramLabel = "TEXT", arity = "1..*", description = "What to look for.")
    private List<String> words;

    @Option(names = {"-k", "--limit"}, defaultValue = "10", description = "At most so many hits. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(
            names = "--filter",
            paramLabel = "JSON",
            description = "Qdrant's filter, such as '{\"must\": [{\"key\": \"topic\", \"match\": {\"value\": \"cats\"}}]}'.")
    private @Nullable String filter;

    @Option(
            names = "--mode",
            defaultValue = "vector",
            description = "What counts: the meaning (vector), the words (lexical) or both (hybrid). Default: ${DEFAULT-VALUE}.")
    private String mode;

    @Option(
            names = "--half-life",
            paramLabel = "DURATION",
            description = "After which age half of a score is left, such as 7d. Without it, age does not count.")
    private @Nullable String halfLife;

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw CommandException.usage("-k: " + limit + ", expected 1 to " + MOST);
        }
        ObjectNode query = Json.MAPPER.createObjectNode().put("limit", limit).put("with_payload", true);
        query.putObject("query").put("text", String.join(" ", words)).put("mode", mode);
        if (halfLife != null) {
            query.putObject("params").put("half_life", halfLife);
        }
        if (filter != null) {
            query.set("filter", parsed(filter));
        }
        String path = "collections/" + Api.escaped(stream.name()) + "/points/query";
        JsonNode points = server.api().post(path, query).path("result").path("points");
        output.report(points, out -> print(points, out));
        return ExitCode.DONE;
    }

    private static JsonNode parsed(String filter) {
        try {
            JsonNode tree = Json.MAPPER.readTree(filter);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            throw CommandException.usage("--filter: not JSON: " + e.getOriginalMessage());
        }
        throw CommandException.usage("--filter: expected a JSON object with must, should or must_not");
    }

    private void print(JsonNode points, PrintWriter out) {
        if (points.isEmpty()) {
            out.println("Nothing found in " + stream.name() + ".");
        }
        for (JsonNode point : points) {
            JsonNode payload = point.path("payload");
            String score = String.format(Locale.ROOT, "%.3f", point.path("score").asDouble());
            out.println(output.styled("bold", score) + "  " + point.path("id").asText() + attributes(payload));
            if (payload.hasNonNull("text")) {
                out.println("       " + Lines.shortened(payload.get("text").asText(), WIDTH));
            }
        }
    }

    private static String attributes(JsonNode payload) {
        List<String> said = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : payload.properties()) {
            if (!field.getKey().equals("text") && !field.getKey().startsWith("_") && field.getValue().isValueNode()) {
                said.add(field.getKey() + ": " + field.getValue().asText());
            }
        }
        return said.isEmpty() ? "" : "  (" + String.join(", ", said) + ")";
    }
}
