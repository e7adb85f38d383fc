package dev.vectide.monitor.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.config.ReceiverUrls;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.wire.AlertEvent;
import dev.vectide.core.wire.Json;
import dev.vectide.monitor.notify.Notification;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Locale;

/**
 * A structured CloudEvent a message: type {@code dev.vectide.notification}, whose data holds the stream, its news and the ids
 * of what fires. Headers {@code webhook-id}, {@code webhook-timestamp} and {@code webhook-signature} are those of Standard
 * Webhooks; {@code Idempotency-Key} says again what the id says: the same message, whenever it is sent.
 */
final class WebhookEndpoint implements Endpoint {
    static final String TYPE = "dev.vectide.notification";
    private static final String SOURCE = "/vectide/notifier";

    private final VectideConfig.Webhook webhook;
    private final String page;

    /** @param page where people look */
    WebhookEndpoint(VectideConfig.Webhook webhook, String page) {
        this.webhook = webhook;
        this.page = page;
    }

    @Override
    public String kind() {
        return "webhook";
    }

    @Override
    public String address() {
        return ReceiverUrls.shown(webhook.url());
    }

    @Override
    public HttpRequest.Builder request(Notification notification, Instant now) {
        byte[] body = Json.write(event(notification));
        long timestamp = now.getEpochSecond();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(webhook.url()))
                .header("Content-Type", "application/cloudevents+json; charset=utf-8")
                .header("Idempotency-Key", notification.key())
                .header("webhook-id", notification.key())
                .header("webhook-timestamp", Long.toString(timestamp))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        String secret = webhook.secret();
        if (secret != null) {
            request.header("webhook-signature", Signature.of(secret, notification.key(), timestamp, body));
        }
        return request;
    }

    /** The same for the same message, so that its bytes are. */
    private ObjectNode event(Notification notification) {
        Notification.Item last = notification.items().get(notification.items().size() - 1);
        ObjectNode event = Json.MAPPER
                .createObjectNode()
                .put("specversion", "1.0")
                .put("id", notification.key())
                .put("source", SOURCE)
                .put("type", TYPE)
                .put("subject", notification.stream())
                .put("time", last.alert().updatedAt().toString())
                .put("datacontenttype", "application/json");
        ObjectNode data = event.putObject("data");
        data.put("format", 1)
                .put("receiver", notification.receiver())
                .put("stream", notification.stream())
                .put("status", notification.firing().isEmpty() ? "resolved" : "firing")
                .put("page", page + "?stream=" + notification.stream());
        ArrayNode news = data.putArray("alerts");
        for (Notification.Item item : notification.items()) {
            news.addObject()
                    .put("id", item.id())
                    .put("change", item.change().name().toLowerCase(Locale.ROOT))
                    .set("event", Json.MAPPER.valueToTree(Json.read(AlertEvent.encode(item.alert()), ObjectNode.class)));
        }
        notification.firing().forEach(data.putArray("firing")::add);
        return event;
    }
}
