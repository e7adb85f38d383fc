package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Repairs what a damaged encoder wrote. */
@Command(
        name = "reencode",
        mixinStandardHelpOptions = true,
        description = "Encodes a stream's documents again, past every cache; returns once that is ordered and kept.")
final class ReencodeCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server;

    @Option(names = "--stream", paramLabel = "NAME", required = true, description = "Whose documents.")
    private String stream;

    @Option(names = "--from", paramLabel = "TIME", description = "Only events from then on, such as 2026-01-31T12:00:00Z.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only events before then.")
    private @Nullable Instant to;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        ObjectNode span = Json.MAPPER.createObjectNode();
        if (from != null) {
            span.put("from", from.toString());
        }
        if (to != null) {
            span.put("to", to.toString());
        }
        String path = "v1/streams/" + StreamOption.checked("--stream", stream) + "/reencode";
        JsonNode answer = server.api().post(path, span);
        output.report(answer, out -> {
            out.printf("%,d documents of %s are encoded again.%n", answer.path("documents").asLong(), stream);
            if (answer.path("skipped").asLong() > 0) {
                out.printf("%,d cannot be: their content is not stored; send them again.%n", answer.path("skipped").asLong());
            }
        });
        return ExitCode.DONE;
    }
}
