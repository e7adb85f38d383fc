package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What people settle about alerts: the commands below {@code alerts}. */
final class AlertSettlements {
    private static final String ACKNOWLEDGEMENTS = "v1/alerts/acknowledgements";
    private static final String SILENCES = "v1/alerts/silences";

    private AlertSettlements() {}

    @Command(
            name = "ack",
            mixinStandardHelpOptions = true,
            description = "Takes up an alert: nobody is told of it again until it is over, or worse.")
    static final class Ack implements java.util.concurrent.Callable<Integer> {
        @Mixin
        private ServerOptions server;

        @Mixin
        private OutputOptions output;

        @Mixin
        private SettleOptions settle;

        @Parameters(paramLabel = "ALERT", description = "Its id, as 'alerts --output json' shows it.")
        private String alert;

        @Override
        public Integer call() {
            JsonNode made = server.api().post(ACKNOWLEDGEMENTS, settle.body().put("alert", alert));
            output.report(made, out -> out.println("Acknowledged by " + made.path("by").asText() + untilWords(made) + "."));
            return ExitCode.DONE;
        }
    }

    @Command(name = "unack", mixinStandardHelpOptions = true, description = "Takes an acknowledgement back.")
    static final class Unack implements java.util.concurrent.Callable<Integer> {
        @Mixin
        private ServerOptions server;

        @Mixin
        private OutputOptions output;

        @Parameters(paramLabel = "ALERT", description = "Its id.")
        private String alert;

        @Override
        public Integer call() {
            Api.successful(server.api().send("DELETE", ACKNOWLEDGEMENTS + "?alert=" + Api.escaped(alert), null, null));
            output.report(removed(alert), out -> out.println("Not acknowledged any more."));
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "silence",
            mixinStandardHelpOptions = true,
            description = "Nobody is told of such alerts for a while. They are on the topic and the page all the same.")
    static final class SilenceCommand implements java.util.concurrent.Callable<Integer> {
        @Mixin
        private ServerOptions server;

        @Mixin
        private OutputOptions output;

        @Mixin
        private SettleOptions settle;

        @Option(names = "--stream", paramLabel = "NAME", description = "Of this stream.")
        private @Nullable String stream;

        @Option(names = "--space", paramLabel = "SPACE", description = "Of this space, as alerts name it.")
        private @Nullable String space;

        @Option(names = "--detector", paramLabel = "NAME", description = "Of this detector, such as drift.")
        private @Nullable String detector;

        @Option(names = "--severity", paramLabel = "warning|critical", description = "Of this severity.")
        private @Nullable String severity;

        @Override
        public Integer call() {
            if (stream == null && space == null && detector == null && severity == null) {
                throw CommandException.usage("expected --stream, --space, --detector or --severity: which alerts?");
            }
            if (!settle.ends()) {
                throw CommandException.usage("expected --for or --until: a silence ends");
            }
            ObjectNode body = settle.body();
            if (stream != null) {
                body.put("stream", StreamOption.checked("--stream", stream));
            }
            body.put("space", space).put("detector", detector).put("severity", severity);
            JsonNode made = server.api().post(SILENCES, body);
            output.report(made, out -> out.println("Silence " + made.path("id").asText() + untilWords(made) + "."));
            return ExitCode.DONE;
        }
    }

    @Command(name = "unsilence", mixinStandardHelpOptions = true, description = "Ends a silence.")
    static final class Unsilence implements java.util.concurrent.Callable<Integer> {
        @Mixin
        private ServerOptions server;

        @Mixin
        private OutputOptions output;

        @Parameters(paramLabel = "ID", description = "As 'alerts silences' shows it.")
        private String id;

        @Override
        public Integer call() {
            Api.successful(server.api().send("DELETE", SILENCES + "/" + Api.escaped(id), null, null));
            output.report(removed(id), out -> out.println("The silence is over."));
            return ExitCode.DONE;
        }
    }

    @Command(name = "silences", mixinStandardHelpOptions = true, description = "The silences that hold now.")
    static final class Silences implements java.util.concurrent.Callable<Integer> {
        @Mixin
        private ServerOptions server;

        @Mixin
        private OutputOptions output;

        @Override
        public Integer call() {
            JsonNode silences = server.api().get(SILENCES).path("silences");
            output.report(silences, out -> print(silences, out));
            return ExitCode.DONE;
        }

        private static void print(JsonNode silences, PrintWriter out) {
            if (silences.isEmpty()) {
                out.println("No silences.");
                return;
            }
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("ID", "STREAM", "SPACE", "DETECTOR", "SEVERITY", "UNTIL", "BY", "WHY"));
            for (JsonNode silence : silences) {
                List<String> row = new ArrayList<>();
                for (String field : List.of("id", "stream", "space", "detector", "severity", "until", "by", "why")) {
                    row.add(silence.hasNonNull(field) ? Lines.shortened(silence.get(field).asText(), 60) : "any");
                }
                rows.add(row);
            }
            Lines.table(rows, out);
        }
    }

    private static ObjectNode removed(String what) {
        return Json.MAPPER.createObjectNode().put("removed", what);
    }

    private static String untilWords(JsonNode made) {
        return made.hasNonNull("until") ? " until " + made.get("until").asText() : "";
    }
}
