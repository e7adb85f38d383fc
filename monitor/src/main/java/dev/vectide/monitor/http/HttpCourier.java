package dev.vectide.monitor.http;

import dev.vectide.core.config.ReceiverUrls;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.Alert;
import dev.vectide.monitor.kafka.NotifierMetrics;
import dev.vectide.monitor.notify.Courier;
import dev.vectide.monitor.notify.Notification;
import dev.vectide.monitor.notify.NotifierInput;
import dev.vectide.monitor.notify.Pace;
import dev.vectide.monitor.notify.Receiver;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the receivers that the configuration names, over HTTP. Any 2xx is an answer; 408, 425, 429 and 5xx, a connection that
 * fails and a time that runs out may be tried again, other answers may not. Redirects are not followed.
 *
 * <p>Safe for concurrent use; the client's threads do the work.
 */
public final class HttpCourier implements Courier {
    private static final Set<Integer> LATER = Set.of(408, 425, 429);
    private static final int MOST_SHOWN = 200;

    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    private final List<Receiver> receivers = new ArrayList<>();
    private final Duration timeout;
    private final NotifierMetrics metrics;
    private final Clock clock;
    private final HttpClient http;

    public HttpCourier(VectideConfig config, NotifierMetrics metrics, Clock clock) {
        VectideConfig.Alerts alerts = config.alerts();
        this.timeout = alerts.timeout();
        this.metrics = metrics;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
        String page = alerts.externalUrl().isEmpty()
                ? "http://" + config.http().host() + ":" + config.http().port() + "/"
                : alerts.externalUrl();
        Duration resend = alerts.alertmanager().resend();
        for (String url : alerts.alertmanager().urls()) {
            Pace pace = new Pace(Duration.ZERO, Duration.ZERO, resend, alerts.coolDown(), true);
            add(
                    new Receiver(ReceiverUrls.name("alertmanager", url), Set.of(), Set.of(), pace),
                    new AlertmanagerEndpoint(url, config.namespace(), resend, page));
        }
        Pace pace = new Pace(
                alerts.groupWait(), alerts.groupInterval(), alerts.repeatInterval(), alerts.coolDown(), false);
        for (VectideConfig.Webhook webhook : alerts.webhooks()) {
            add(
                    new Receiver(String.valueOf(webhook.name()), set(webhook.streams()), severities(webhook), pace),
                    new WebhookEndpoint(webhook, page));
        }
    }

    public List<Receiver> receivers() {
        return List.copyOf(receivers);
    }

    private void add(Receiver receiver, Endpoint endpoint) {
        receivers.add(receiver);
        endpoints.put(receiver.name(), endpoint);
    }

    private static Set<String> set(@Nullable List<String> names) {
        return names == null ? Set.of() : Set.copyOf(names);
    }

    private static Set<Alert.Severity> severities(VectideConfig.Webhook webhook) {
        return webhook.severities() == null ? Set.of() : Set.copyOf(webhook.severities());
    }

    @Override
    public void send(Notification notification, Consumer<NotifierInput> outcome) {
        Endpoint endpoint = endpoints.get(notification.receiver());
        if (endpoint == null) {
            throw new IllegalArgumentException("no receiver is called " + notification.receiver());
        }
        long start = System.nanoTime();
        HttpRequest request =
                endpoint.request(notification, clock.instant()).timeout(timeout).build();
        http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenApply(HttpCourier::read)
                .orTimeout(2 * timeout.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
                .handle((answer, failure) -> failure == null
                        ? judged(endpoint, notification, answer, System.nanoTime() - start)
                        : failed(endpoint, notification, failure, System.nanoTime() - start))
                .thenAccept(outcome);
    }

    /** @param shown the beginning of the body */
    private record Answer(int status, String retryAfter, String shown) {}

    private static Answer read(HttpResponse<java.io.InputStream> response) {
        try (java.io.InputStream body = response.body()) {
            String shown = new String(body.readNBytes(MOST_SHOWN), java.nio.charset.StandardCharsets.UTF_8);
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Retry-After").orElse(""),
                    shown.replaceAll("\\s+", " ").strip());
        } catch (java.io.IOException e) {
            return new Answer(response.statusCode(), "", "");
        }
    }

    private NotifierInput judged(Endpoint endpoint, Notification notification, Answer answer, long nanos) {
        if (answer.status() / 100 == 2) {
            metrics.delivered(endpoint.kind(), nanos);
            return new NotifierInput.Delivered(notification);
        }
        boolean later = LATER.contains(answer.status()) || answer.status() >= 500;
        metrics.failed(answer.status() == 429 ? "throttled" : "status", nanos);
        String said = answer.shown().isEmpty() ? "" : ": " + answer.shown();
        Duration asked = later ? retryAfter(answer.retryAfter(), clock.instant()) : Duration.ZERO;
        return failed(notification, endpoint.address() + " answered " + answer.status() + said, !later, asked);
    }

    private NotifierInput failed(Endpoint endpoint, Notification notification, Throwable failure, long nanos) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean slow = cause instanceof HttpTimeoutException || cause instanceof java.util.concurrent.TimeoutException;
        metrics.failed(slow ? "timeout" : "connection", nanos);
        String why = slow ? " did not answer in time" : " cannot be reached: " + cause;
        return failed(notification, endpoint.address() + why, false, Duration.ZERO);
    }

    private static NotifierInput failed(Notification notification, String reason, boolean forGood, Duration retryAfter) {
        double jitter = ThreadLocalRandom.current().nextDouble();
        return new NotifierInput.Failed(notification, reason, forGood, retryAfter, jitter);
    }

    /** Seconds or a date (RFC 9110); zero where it is neither. */
    static Duration retryAfter(String text, Instant now) {
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
    }
}
