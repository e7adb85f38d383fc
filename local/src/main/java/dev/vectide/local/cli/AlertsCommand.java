package dev.vectide.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vectide.core.wire.Json;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Alerts, those of now or as they come. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description = "The alerts, those firing first; or what is settled about them.",
        subcommands = {
            AlertSettlements.Ack.class,
            AlertSettlements.Unack.class,
            AlertSettlements.SilenceCommand.class,
            AlertSettlements.Unsilence.class,
            AlertSettlements.Silences.class
        })
final class AlertsCommand implements Callable<Integer> {
    private static final String EVENT = "event: ";
    private static final String DATA = "data: ";

    @Mixin
    private ServerOptions server;

    @Option(names = "--stream", paramLabel = "NAME", description = "Only those of this stream.")
    private @Nullable String stream;

    @Option(names = "--follow", description = "Also those to come, until Ctrl-C; with --output json one on a line.")
    private boolean follow;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        if (stream != null) {
            StreamOption.checked("--stream", stream);
        }
        Api api = server.api();
        if (!follow) {
            ArrayNode alerts = known(api);
            output.report(alerts, out -> {
                if (alerts.isEmpty()) {
                    out.println("No alerts.");
                }
                alerts.forEach(alert -> out.println(line(alert)));
            });
            return ExitCode.DONE;
        }
        // First listen, then ask: nothing falls between.
        try (Stream<String> lines = api.lines("v1/live")) {
            known(api).forEach(this::tell);
            follow(lines.iterator());
        } catch (UncheckedIOException e) {
            // Told below.
        }
        throw CommandException.unavailable("the connection to Vectide ended");
    }

    private ArrayNode known(Api api) {
        ArrayNode wanted = Json.MAPPER.createArrayNode();
        for (JsonNode alert : api.get("v1/alerts").path("alerts")) {
            if (wanted(alert)) {
                wanted.add(alert);
            }
        }
        return wanted;
    }

    private void follow(Iterator<String> lines) {
        String event = "";
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith(EVENT)) {
                event = line.substring(EVENT.length());
            } else if (line.startsWith(DATA) && event.equals("alert")) {
                JsonNode alert = parsed(line.substring(DATA.length()));
                if (wanted(alert)) {
                    tell(alert);
                }
            }
        }
    }

    private boolean wanted(JsonNode alert) {
        return stream == null || alert.path("stream").asText().equals(stream);
    }

    private void tell(JsonNode alert) {
        output.line(alert, line(alert));
    }

    private String line(JsonNode alert) {
        boolean firing = alert.path("state").asText().equals("firing");
        String colour = !firing ? "fg(green)" : alert.path("severity").asText().equals("critical") ? "fg(red)" : "fg(yellow)";
        String state = firing ? alert.path("severity").asText() : "resolved";
        String when = firing ? "since " + alert.path("openedAt").asText() : "at " + alert.path("resolvedAt").asText();
        return output.styled(colour, String.format("%-8s", state)) + "  " + alert.path("stream").asText() + "  "
                + alert.path("detector").asText() + "  " + when + muted(alert) + "  "
                + Lines.shortened(alert.path("summary").asText(), 300);
    }

    /** Why nobody is told of it. */
    private static String muted(JsonNode alert) {
        if (alert.has("acknowledged")) {
            return "  (acknowledged by " + Lines.shortened(alert.at("/acknowledged/by").asText(), 40) + ")";
        }
        if (!alert.path("silenced").isEmpty()) {
            return "  (silenced until " + alert.at("/silenced/0/until").asText() + ")";
        }
        return alert.path("inhibitedBy").isEmpty() ? "" : "  (explained by " + alert.at("/inhibitedBy/0").asText() + ")";
    }

    private static JsonNode parsed(String data) {
        try {
            return Json.MAPPER.readTree(data);
        } catch (JsonProcessingException e) {
            throw CommandException.failed("what /v1/live sends is not JSON: " + e.getOriginalMessage());
        }
    }
}
