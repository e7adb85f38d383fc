package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.config.Durations;
import dev.vectide.core.wire.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By whom something is settled about alerts, why, and for how long. */
final class SettleOptions {
    @Option(names = "--why", required = true, description = "One sentence for others.")
    private String why = "";

    @Option(names = "--by", description = "Who. Default: ${DEFAULT-VALUE}.", defaultValue = "${sys:user.name}")
    private String by = "";

    @Option(names = "--for", paramLabel = "DURATION", description = "How long, such as 2h or 7d.")
    private @Nullable String duration;

    @Option(names = "--until", paramLabel = "TIME", description = "Until when, such as 2026-01-31T12:00:00Z.")
    private @Nullable String until;

    /** The body of a request. */
    ObjectNode body() {
        ObjectNode body = Json.MAPPER.createObjectNode().put("by", by).put("why", why);
        if (duration != null) {
            body.put("for", duration(duration));
        }
        if (until != null) {
            body.put("until", time(until));
        }
        return body;
    }

    boolean ends() {
        return duration != null || until != null;
    }

    private static String duration(String text) {
        try {
            return Durations.format(Durations.parse(text));
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--for: " + e.getMessage());
        }
    }

    private static String time(String text) {
        try {
            return Instant.parse(text).toString();
        } catch (DateTimeParseException e) {
            throw CommandException.usage("--until: '" + text + "', expected a time such as 2026-01-31T12:00:00Z");
        }
    }
}
