package dev.vectide.monitor.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.config.ReceiverUrls;
import dev.vectide.core.report.Alert;
import dev.vectide.core.wire.Json;
import dev.vectide.monitor.notify.Notification;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/v2/alerts} of an Alertmanager. Its labels are what an alert is known by: two incidents of one detector,
 * stream and space are one alert there that fires again; one whose severity rises is another one, and the first is ended.
 */
final class AlertmanagerEndpoint implements Endpoint {
    private static final String PATH = "/api/v2/alerts";
    /** How many times an alert may fail to be sent again before it is taken for resolved. */
    private static final int MISSED = 4;

    private final String url;
    private final String namespace;
    private final Duration resend;
    private final String page;

    /** @param page where people look */
    AlertmanagerEndpoint(String url, String namespace, Duration resend, String page) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.namespace = namespace;
        this.resend = resend;
        this.page = page;
    }

    @Override
    public String kind() {
        return "alertmanager";
    }

    @Override
    public String address() {
        return ReceiverUrls.shown(url);
    }

    @Override
    public HttpRequest.Builder request(Notification notification, Instant now) {
        ArrayNode alerts = Json.MAPPER.createArrayNode();
        for (Notification.Item item : notification.items()) {
            if (item.change() == Notification.Change.WORSE) {
                alerts.add(alert(item.alert().as(item.before()), now));
            }
            boolean over = item.change() == Notification.Change.RESOLVED;
            alerts.add(alert(over ? item.alert().as(item.before()) : item.alert(), over ? now : null));
        }
        return HttpRequest.newBuilder(URI.create(url + PATH))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(until(alerts, now.plus(resend.multipliedBy(MISSED))))));
    }

    /** @param end null while it fires */
    private ObjectNode alert(Alert alert, @Nullable Instant end) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putObject("labels")
                .put("alertname", "Vectide" + title(alert.detector()))
                .put("namespace", namespace)
                .put("stream", alert.stream())
                .put("space", alert.space())
                .put("detector", alert.detector())
                .put("severity", alert.severity().name().toLowerCase(Locale.ROOT));
        body.putObject("annotations")
                .put("summary", alert.summary())
                .put("incident", alert.id())
                .put("opened", alert.openedAt().toString());
        body.put("startsAt", alert.openedAt().toString());
        if (end != null) {
            body.put("endsAt", end.toString());
        }
        return body.put("generatorURL", page + "?stream=" + alert.stream());
    }

    private static ArrayNode until(ArrayNode alerts, Instant unlessHeardOf) {
        alerts.forEach(alert -> {
            if (!alert.has("endsAt")) {
                ((ObjectNode) alert).put("endsAt", unlessHeardOf.toString());
            }
        });
        return alerts;
    }

    private static String title(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
