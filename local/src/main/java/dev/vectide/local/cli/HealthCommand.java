package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.report.HealthReport;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The newest report of each monitor. */
@Command(name = "health", mixinStandardHelpOptions = true, description = "The newest representation report of a stream.")
final class HealthCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server;

    @Mixin
    private StreamOption stream;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        JsonNode reports = server.api().get("v1/streams/" + stream.name() + "/health").path("reports");
        output.report(reports, out -> print(reports, out));
        return ExitCode.DONE;
    }

    private void print(JsonNode reports, PrintWriter out) {
        if (reports.isEmpty()) {
            out.println("No report of " + stream.name() + " yet; the first comes with its first full pane.");
        }
        for (JsonNode report : reports) {
            String status = report.path("status").asText();
            JsonNode pane = report.path("pane");
            out.println(output.styled("bold", report.path("monitor").asText()) + ": " + output.styled(colour(status), status)
                    + "  (" + report.path("space").asText() + ", " + pane.path("n").asText() + " vectors, "
                    + pane.path("start").asText() + " to " + pane.path("end").asText() + ")");
            report.path("findings").forEach(finding -> out.println("  " + Lines.shortened(finding.asText(), 300)));
            for (Map.Entry<String, JsonNode> figure : report.path("figures").properties()) {
                out.printf(Locale.ROOT, "  %-32s %.6g%n", figure.getKey(), figure.getValue().asDouble());
            }
        }
    }

    private static String colour(String status) {
        return switch (status) {
            case HealthReport.OK -> "fg(green)";
            case HealthReport.WARMING -> "faint";
            case HealthReport.WARNING -> "fg(yellow)";
            default -> "fg(red)";
        };
    }
}
