package dev.vectide.monitor.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.access.Caller;
import dev.vectide.core.access.Verb;
import dev.vectide.core.config.Durations;
import dev.vectide.core.report.Alert;
import dev.vectide.core.stream.StreamName;
import dev.vectide.core.wire.Json;
import dev.vectide.monitor.kafka.AlertControl;
import dev.vectide.monitor.notify.Acknowledgement;
import dev.vectide.monitor.notify.Settled;
import dev.vectide.monitor.notify.Silence;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What people settle about alerts:
 * {@code POST /v1/alerts/acknowledgements} of {@code {alert, by, why, for | until}} (either may be left out) and
 * {@code DELETE /v1/alerts/acknowledgements?alert=ID}; {@code GET} and {@code POST /v1/alerts/silences} of {@code {stream,
 * space, detector, severity, by, why, for | until}} (one of the first four and one of the last two at the least) and
 * {@code DELETE /v1/alerts/silences/{id}}. An answer comes once it is written; all readers of {@code /v1/live} are told then.
 *
 * <p>Safe for concurrent use.
 */
public final class SettlementRoutes {
    private static final Duration FURTHEST = Duration.ofDays(366);
    private static final Set<String> OF_TIME = Set.of("by", "why", "for", "until");
    private static final Set<String> ACKNOWLEDGEMENT = Set.of("alert");
    private static final Set<String> SILENCE = Set.of("stream", "space", "detector", "severity");

    private final AlertControl control;
    private final AlertViews views;
    private final Runnable changed;
    private final Clock clock;

    /** @param changed called when something was settled */
    public SettlementRoutes(AlertControl control, AlertViews views, Runnable changed, Clock clock) {
        this.control = control;
        this.views = views;
        this.changed = changed;
        this.clock = clock;
    }

    void register(JavalinConfig config) {
        config.routes.post("/v1/alerts/acknowledgements", told(this::acknowledge));
        config.routes.delete("/v1/alerts/acknowledgements", told(this::takeBack));
        config.routes.get("/v1/alerts/silences", context -> {
            ObjectNode body = Json.MAPPER.createObjectNode();
            Instant now = clock.instant();
            Caller caller = Callers.of(context);
            body.set("silences", Json.MAPPER.valueToTree(control.settled().silences().stream()
                    .filter(one -> !one.isOver(now) && may(caller, Verb.READ, one.stream()))
                    .toList()));
            ReportRoutes.send(context, body);
        });
        config.routes.post("/v1/alerts/silences", told(this::silence));
        config.routes.delete("/v1/alerts/silences/{id}", told(this::unsilence));
    }

    private void acknowledge(Context context) throws IOException {
        JsonNode body = body(context, ACKNOWLEDGEMENT);
        String id = RequestBody.text(body, "alert");
        Alert alert = views.find(id)
                .filter(one -> may(Callers.of(context), Verb.ADMIN, one.stream()))
                .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "no alert is known by '" + id + "'"));
        if (alert.state() != Alert.State.FIRING) {
            throw new Refusal(HttpStatus.CONFLICT, "alert '" + id + "' is over since " + alert.resolvedAt());
        }
        Acknowledgement made = new Acknowledgement(
                id, alert.severity(), RequestBody.text(body, "by"), clock.instant(), until(body), RequestBody.text(body, "why"));
        control.put(made);
        tidy();
        ReportRoutes.send(context.status(HttpStatus.CREATED), Json.MAPPER.valueToTree(made));
    }

    private void takeBack(Context context) {
        String alert = context.queryParam("alert");
        if (alert == null) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "alert: expected the id of an alert");
        }
        String stream = views.find(alert).map(Alert::stream).orElse(null);
        if (!may(Callers.of(context), Verb.ADMIN, stream) || !control.removeAcknowledgement(alert)) {
            throw new Refusal(HttpStatus.NOT_FOUND, "alert '" + alert + "' is not acknowledged");
        }
        context.status(HttpStatus.NO_CONTENT);
    }

    private void silence(Context context) throws IOException {
        JsonNode body = body(context, SILENCE);
        Instant until = until(body);
        if (until == null) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "until: expected a time, or for: expected a duration such as 2h");
        }
        String stream = RequestBody.optional(body, "stream");
        if (stream != null) {
            StreamName.require(stream);
            Callers.of(context).require(Verb.ADMIN, stream);
        } else {
            Callers.of(context).requireAll(Verb.ADMIN);
        }
        Silence made = new Silence(
                UUID.randomUUID().toString(),
                stream,
                RequestBody.optional(body, "space"),
                RequestBody.optional(body, "detector"),
                severity(RequestBody.optional(body, "severity")),
                RequestBody.text(body, "by"),
                clock.instant(),
                until,
                RequestBody.text(body, "why"));
        control.put(made);
        tidy();
        ReportRoutes.send(context.status(HttpStatus.CREATED), Json.MAPPER.valueToTree(made));
    }

    /** What holds no more leaves the control topic when something else is settled. */
    private void tidy() {
        Instant now = clock.instant();
        Settled settled = control.settled();
        settled.silences().stream().filter(one -> one.isOver(now)).forEach(one -> control.removeSilence(one.id()));
        settled.acknowledgements().stream()
                .filter(one -> one.isOver(now)
                        || views.find(one.alert())
                                .filter(alert -> alert.state() == Alert.State.RESOLVED)
                                .isPresent())
                .forEach(one -> control.removeAcknowledgement(one.alert()));
    }

    private void unsilence(Context context) {
        String id = context.pathParam("id");
        boolean mayRemove = control.settled().silences().stream()
                .anyMatch(one -> one.id().equals(id) && may(Callers.of(context), Verb.ADMIN, one.stream()));
        if (!mayRemove || !control.removeSilence(id)) {
            throw new Refusal(HttpStatus.NOT_FOUND, "there is no silence '" + id + "'");
        }
        context.status(HttpStatus.NO_CONTENT);
    }

    /** What is of no stream, or of one that is not known, is of all. */
    private static boolean may(Caller caller, Verb verb, @Nullable String stream) {
        return stream == null ? caller.mayAll(verb) : caller.may(verb, stream);
    }

    private static JsonNode body(Context context, Set<String> own) throws IOException {
        Set<String> known = new HashSet<>(own);
        known.addAll(OF_TIME);
        return RequestBody.read(context, known);
    }

    private @Nullable Instant until(JsonNode body) {
        String time = RequestBody.optional(body, "until");
        String duration = RequestBody.optional(body, "for");
        if (time != null && duration != null) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "until: expected this or for, not both");
        }
        Instant now = clock.instant();
        Instant until = duration == null ? RequestBody.time("until", time) : now.plus(duration(duration));
        if (until != null && (!until.isAfter(now) || until.isAfter(now.plus(FURTHEST)))) {
            String field = time == null ? "for" : "until";
            throw new Refusal(HttpStatus.BAD_REQUEST, field + ": expected a time to come, within a year");
        }
        return until;
    }

    private static Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "for: '" + text + "', " + e.getMessage());
        }
    }

    private static Alert.@Nullable Severity severity(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "warning" -> Alert.Severity.WARNING;
            case "critical" -> Alert.Severity.CRITICAL;
            default -> throw new Refusal(
                    HttpStatus.BAD_REQUEST, "severity: '" + text + "', expected warning or critical");
        };
    }

    /** With refusals as answers, and everybody told where there is none. */
    private Handler told(Handler handler) {
        return Refusal.answered(context -> {
            handler.handle(context);
            changed.run();
        });
    }
}
