package dev.vectide.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.vectide.core.wire.Json;
import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How a command that reports does it, and the words it does it with. */
final class OutputOptions {
    private static final ObjectWriter PRETTY = Json.MAPPER.writerWithDefaultPrettyPrinter();

    enum Output {
        TEXT,
        JSON
    }

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--output", paramLabel = "text|json", defaultValue = "TEXT", description = "text (default) or json.")
    private Output output;

    boolean json() {
        return output == Output.JSON;
    }

    /** Reports once: all of {@code report} as JSON, or what {@code text} makes of it. */
    void report(JsonNode report, Consumer<PrintWriter> text) {
        PrintWriter out = out();
        if (json()) {
            out.println(pretty(report));
        } else {
            text.accept(out);
        }
        out.flush();
    }

    /** One record of an endless report, on one line. */
    void line(JsonNode record, String text) {
        PrintWriter out = out();
        out.println(json() ? record.toString() : text);
        out.flush();
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** {@code text} in a picocli style such as {@code fg(red)}, where colours are wanted and shown. */
    String styled(String style, String text) {
        CommandLine.Help.Ansi ansi = spec.commandLine().getColorScheme().ansi();
        return ansi.enabled() ? ansi.string("@|" + style + " " + text.replace("|@", "| @") + "|@") : text;
    }

    private static String pretty(JsonNode report) {
        try {
            return PRETTY.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }
}
