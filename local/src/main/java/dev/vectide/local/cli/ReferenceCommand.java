package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

/** What streams are compared with, and who decided so. */
@Command(
        name = "reference",
        mixinStandardHelpOptions = true,
        description = "The references that streams are measured by: lists, replaces, exports and imports them.")
final class ReferenceCommand implements Runnable {
    private static final String PATH = "v1/references";
    private static final String FILES = PATH + "/artefacts";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected list, show, rebaseline, export or import");
    }

    /** Whose reference. */
    static final class Whose {
        @Option(names = "--stream", paramLabel = "NAME", required = true, description = "Of this stream.")
        private String stream = "";

        @Option(names = "--space", paramLabel = "SPACE", description = "In this space, as reports name it. Default: the one "
                + "that the stream is watched in.")
        private @Nullable String space;

        String stream() {
            return StreamOption.checked("--stream", stream);
        }

        String query() {
            return "?stream=" + Api.escaped(stream()) + (space == null ? "" : "&space=" + Api.escaped(space));
        }
    }

    /** Who wants what, and why. */
    static final class Wanted {
        @Option(names = "--reason", required = true, description = "One sentence for others.")
        private String reason = "";

        @Option(names = "--by", description = "Who. Default: ${DEFAULT-VALUE}.", defaultValue = "${sys:user.name}")
        private String by = "";

        @Option(
                names = "--from",
                paramLabel = "TIME",
                description = "From this event time on, such as 2026-01-31T12:00:00Z. Default: as soon as can be.")
        private @Nullable Instant from;

        @Option(names = "--now", description = "As soon as can be; the default.")
        private boolean now;

        void check() {
            if (now && from != null) {
                throw CommandException.usage("expected --from or --now, not both");
            }
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "References in use, and all that was ever ordered: when, by whom, why.")
    int list(
            @Mixin ServerOptions server,
            @Mixin OutputOptions output,
            @Option(names = "--stream", paramLabel = "NAME", description = "Only of this stream.") @Nullable String stream) {
        String query = stream == null ? "" : "?stream=" + Api.escaped(StreamOption.checked("--stream", stream));
        JsonNode all = server.api().get(PATH + query);
        output.report(all, out -> print(all, out));
        return ExitCode.DONE;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "The references of one stream, in full.")
    int show(@Mixin ServerOptions server, @Mixin OutputOptions output, @Mixin Whose whose) {
        JsonNode all = server.api().get(PATH + whose.query());
        if (all.path("references").isEmpty() && all.path("orders").isEmpty()) {
            throw CommandException.failed("stream " + whose.stream() + " has no reference yet");
        }
        output.report(all, out -> print(all, out));
        return ExitCode.DONE;
    }

    @Command(
            name = "rebaseline",
            mixinStandardHelpOptions = true,
            description = "Has a new reference gathered; alerts open against the old one end. Recorded, with who and why.")
    int rebaseline(
            @Mixin ServerOptions server,
            @Mixin OutputOptions output,
            @Mixin Whose whose,
            @Mixin Wanted wanted,
            @Option(names = "--to", paramLabel = "TIME", description = "Gathered until then at the least.") @Nullable
                    Instant to) {
        wanted.check();
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("stream", whose.stream())
                .put("space", whose.space)
                .put("by", wanted.by)
                .put("reason", wanted.reason)
                .put("from", wanted.from == null ? null : wanted.from.toString())
                .put("to", to == null ? null : to.toString());
        JsonNode made = server.api().post(PATH + "/orders", body);
        output.report(made, out -> out.println("From " + made.path("from").asText() + " (event time) a new reference of "
                + whose.stream() + " is gathered: order " + made.path("id").asText() + "."));
        return ExitCode.DONE;
    }

    @Command(name = "export", mixinStandardHelpOptions = true, description = "Writes the references in use to a file.")
    int export(
            @Mixin ServerOptions server,
            @Mixin OutputOptions output,
            @Mixin Whose whose,
            @Parameters(paramLabel = "FILE") Path file) {
        byte[] bytes = server.api().download(FILES + whose.query());
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw CommandException.failed(file + " cannot be written: " + e.getMessage());
        }
        ObjectNode report = Json.MAPPER.createObjectNode().put("file", file.toString()).put("bytes", bytes.length);
        output.report(report, out -> out.printf("%,d bytes in %s.%n", bytes.length, file));
        return ExitCode.DONE;
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Pins the references of a file, of this stream or another one; recorded, with who and why.")
    int bring(
            @Mixin ServerOptions server,
            @Mixin OutputOptions output,
            @Mixin Whose whose,
            @Mixin Wanted wanted,
            @Parameters(paramLabel = "FILE") Path file) {
        wanted.check();
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw CommandException.usage(file + " cannot be read: " + e.getMessage());
        }
        String path = FILES + whose.query() + "&by=" + Api.escaped(wanted.by) + "&reason=" + Api.escaped(wanted.reason)
                + (wanted.from == null ? "" : "&from=" + Api.escaped(wanted.from.toString()));
        JsonNode made = server.api().upload(path, bytes);
        output.report(made, out -> made.path("orders").forEach(order -> out.println("From "
                + order.path("from").asText() + " (event time) " + order.path("monitor").asText() + " of "
                + whose.stream() + " is measured by reference " + order.at("/pin/artefact").asText() + ".")));
        return ExitCode.DONE;
    }

    private static void print(JsonNode all, PrintWriter out) {
        List<List<String>> used = new ArrayList<>();
        used.add(List.of("STREAM", "SPACE", "MONITOR", "REFERENCE", "VECTORS", "AGE", "STATUS"));
        for (JsonNode one : all.path("references")) {
            JsonNode reference = one.path("reference");
            boolean gathering = !reference.hasNonNull("id");
            used.add(List.of(
                    one.path("stream").asText(),
                    one.path("space").asText(),
                    one.path("monitor").asText(),
                    gathering ? "gathering" : reference.path("id").asText(),
                    gathering ? "" : reference.path("n").asText(),
                    reference.hasNonNull("ageSeconds") ? age(reference.path("ageSeconds").asLong()) : "",
                    one.path("status").asText()));
        }
        if (used.size() == 1) {
            out.println("No references yet; a stream's first comes with its first thousands of vectors.");
        } else {
            Lines.table(used, out);
        }
        List<List<String>> orders = new ArrayList<>();
        orders.add(List.of("ORDER", "STREAM", "MONITOR", "FROM", "WHAT", "STATE", "BY", "AT", "REASON"));
        for (JsonNode order : all.path("orders")) {
            orders.add(List.of(
                    order.path("id").asText(),
                    order.path("stream").asText(),
                    order.hasNonNull("monitor") ? order.path("monitor").asText() : "all",
                    order.path("from").asText(),
                    order.hasNonNull("pin") ? "pin " + order.at("/pin/artefact").asText() : "gather",
                    order.path("state").asText(),
                    order.hasNonNull("by") ? Lines.shortened(order.path("by").asText(), 40) : "(monitor)",
                    order.path("at").asText(),
                    Lines.shortened(order.path("reason").asText(), 60)));
        }
        if (orders.size() > 1) {
            out.println();
            Lines.table(orders, out);
        }
    }

    private static String age(long seconds) {
        Duration age = Duration.ofSeconds(seconds);
        return age.toDays() > 0
                ? age.toDays() + "d " + age.toHoursPart() + "h"
                : age.toHours() > 0 ? age.toHours() + "h " + age.toMinutesPart() + "m" : age.toMinutes() + "m";
    }
}
