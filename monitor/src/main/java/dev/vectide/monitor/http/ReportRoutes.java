package dev.vectide.monitor.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.access.Caller;
import dev.vectide.core.access.Verb;
import dev.vectide.core.stream.StreamName;
import dev.vectide.core.wire.Json;
import dev.vectide.monitor.reports.ReportBook;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;

/**
 * {@code GET /v1/streams/{stream}/health?history=N} (the newest N reports of each monitor, oldest first; 1 unless told),
 * {@code GET /v1/streams/{stream}/scores?limit=N&anomalies=true} (the newest N, oldest first; 100 unless told),
 * {@code GET /v1/alerts} (those firing first, with why nobody is told of them), what {@link SettlementRoutes} and
 * {@link ReferenceRoutes} have, and
 * {@code GET /v1/live} (server-sent events). A stream that nothing is known of has empty lists.
 *
 * <p>Safe for concurrent use.
 */
public final class ReportRoutes {
    private final ReportBook book;
    private final LiveFeed live;
    private final AlertViews alerts;
    private final SettlementRoutes settlements;
    private final ReferenceRoutes references;

    public ReportRoutes(
            ReportBook book,
            LiveFeed live,
            AlertViews alerts,
            SettlementRoutes settlements,
            ReferenceRoutes references) {
        this.book = book;
        this.live = live;
        this.alerts = alerts;
        this.settlements = settlements;
        this.references = references;
    }

    public void register(JavalinConfig config) {
        config.routes.get("/v1/streams/{stream}/health", context -> answer(context, stream -> list(
                "reports", book.health(stream, number(context, "history", 1, ReportBook.HISTORY)))));
        config.routes.get("/v1/streams/{stream}/scores", context -> answer(context, stream -> list(
                "scores", book.scores(stream, number(context, "limit", 100, ReportBook.SCORES), anomalies(context)))));
        config.routes.get("/v1/alerts", context -> {
            Caller caller = Callers.of(context);
            send(context, list("alerts", alerts.all(stream -> caller.may(Verb.READ, stream))));
        });
        settlements.register(config);
        references.register(config);
        live.register(config);
    }

    private interface Answer {
        ObjectNode of(String stream);
    }

    private static void answer(Context context, Answer answer) {
        String stream = context.pathParam("stream");
        ObjectNode body;
        try {
            body = answer.of(StreamName.require(stream));
        } catch (IllegalArgumentException e) {
            problem(context, HttpStatus.BAD_REQUEST, e.getMessage());
            return;
        }
        send(context, body.put("stream", stream));
    }

    private static ObjectNode list(String name, List<?> items) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.set(name, Json.MAPPER.valueToTree(items));
        return body;
    }

    private static int number(Context context, String name, int usual, int most) {
        String text = context.queryParam(name);
        if (text == null) {
            return usual;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= 1 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(name + ": '" + text + "', expected a number from 1 to " + most);
    }

    private static boolean anomalies(Context context) {
        String text = context.queryParam("anomalies");
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw new IllegalArgumentException("anomalies: '" + text + "', expected true or false");
    }

    static void send(Context context, ObjectNode body) {
        context.header("Cache-Control", "no-store").contentType("application/json").result(Json.write(body));
    }

    static void problem(Context context, HttpStatus status, @org.jspecify.annotations.Nullable String detail) {
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("type", "about:blank")
                .put("title", status.getMessage())
                .put("status", status.getCode())
                .put("detail", detail);
        context.status(status).contentType("application/problem+json").result(Json.write(body));
    }
}
