package dev.vectide.monitor.http;

import dev.vectide.core.wire.Json;
import dev.vectide.monitor.MonitorOutput;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.sse.SseClient;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /v1/live}: events {@code score}, {@code health} and {@code alert} with the records as the topics carry them,
 * and {@code stats} every second. A reader gets what is of streams that its key may read, and the figures of all streams
 * together only if it may read all. Of scores that are no anomaly at most a hundred a second are sent: eyes need no more,
 * and whoever needs all reads {@code <ns>.scores}.
 *
 * <p>Safe for concurrent use; one thread ticks, and every client has one of its own, so that a slow one holds up nobody.
 */
public final class LiveFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
    private static final int MOST_CLIENTS = 64;
    private static final int ORDINARY_A_SECOND = 100;

    private final Supplier<Map<String, ?>> stats;
    private final AlertViews alerts;
    private final Set<LiveClient> clients = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "live-stats");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closing;
    /** What may still be sent in this second. */
    private final AtomicInteger ordinary = new AtomicInteger(ORDINARY_A_SECOND);

    /** @param stats asked every second; an empty map sends nothing */
    public LiveFeed(Supplier<Map<String, ?>> stats, AlertViews alerts) {
        this.stats = stats;
        this.alerts = alerts;
        clock.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    void register(JavalinConfig config) {
        config.routes.before("/v1/live", LiveFeed.this::admit);
        config.routes.sse("/v1/live", this::connect);
        // A write to a request that the server has given up would never end: readers go before the server does.
        config.events.serverStopping(this::disconnect);
    }

    /** Called by one thread. */
    public void accept(MonitorOutput output) {
        if (clients.isEmpty()) {
            return;
        }
        if (output instanceof MonitorOutput.Scored scored) {
            if (scored.score().anomaly() || ordinary.getAndDecrement() > 0) {
                send(scored.score().stream(), "score", scored.score());
            }
        } else if (output instanceof MonitorOutput.Reported reported) {
            send(reported.report().stream(), "health", reported.report());
        } else if (output instanceof MonitorOutput.Alerted alerted) {
            send(alerted.alert().stream(), "alert", alerts.of(alerted.alert()));
        }
    }

    /** What people settled has changed: alerts that fire are told again, as they are now. */
    public void settled() {
        if (!clients.isEmpty()) {
            alerts.all(any -> true).stream()
                    .filter(alert -> alert.path("state").asText().equals("firing"))
                    .forEach(alert -> send(alert.path("stream").asText(), "alert", alert));
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        disconnect();
    }

    /** Returns once nothing is written any more. */
    private void disconnect() {
        closing = true;
        clients.forEach(LiveClient::close);
        clients.forEach(LiveClient::join);
    }

    private void admit(Context context) {
        if (clients.size() >= MOST_CLIENTS) {
            context.header("Retry-After", "10");
            ReportRoutes.problem(
                    context, HttpStatus.SERVICE_UNAVAILABLE, MOST_CLIENTS + " readers are connected to /v1/live already");
            context.skipRemainingHandlers();
        }
    }

    private void connect(SseClient sse) {
        sse.keepAlive();
        LiveClient client = new LiveClient(sse, Callers.of(sse.ctx()), clients::remove);
        clients.add(client);
        client.start();
        if (closing) {
            client.close();
        }
    }

    private void tick() {
        ordinary.set(ORDINARY_A_SECOND);
        try {
            Map<String, ?> now = stats.get();
            if (!now.isEmpty() && !clients.isEmpty()) {
                LiveClient.Message message = message("stats", now);
                clients.stream().filter(LiveClient::seesAll).forEach(client -> client.offer(message));
            }
        } catch (RuntimeException e) {
            // A tick that throws would be the last.
            LOG.warn("no statistics this second: {}", e.toString());
        }
    }

    private void send(String stream, String type, Object data) {
        LiveClient.Message message = message(type, data);
        clients.stream().filter(client -> client.sees(stream)).forEach(client -> client.offer(message));
    }

    private static LiveClient.Message message(String type, Object data) {
        return new LiveClient.Message(type, new String(Json.write(data), StandardCharsets.UTF_8));
    }
}
