package dev.vectide.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.position.Position;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The door for events, over connections that stay open. What is answered is told to the step of the events, and what is
 * acknowledged to {@code acknowledged} as well.
 *
 * <p>Safe for concurrent use.
 */
final class Door {
    /** Requests without an answer; another one waits, and its events are the later for it. */
    private static final int MOST_OPEN = 256;

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int ACCEPTED = 202;
    private static final int TOO_MANY = 429;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newFixedThreadPool(2, Door::daemon))
            .build();
    private final URI base;
    private final Semaphore open = new Semaphore(MOST_OPEN);
    private final Consumer<Sent.Acknowledged> acknowledged;
    private final AtomicLong acknowledgedEvents = new AtomicLong();

    Door(URI base, Consumer<Sent.Acknowledged> acknowledged) {
        this.base = base;
        this.acknowledged = acknowledged;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "load-door");
        thread.setDaemon(true);
        return thread;
    }

    /** Completes once the answer is dealt with, never exceptionally. */
    CompletableFuture<Void> post(Events.Body body) {
        Sent sent = body.sent();
        HttpRequest request = HttpRequest.newBuilder(base.resolve("v1/streams/" + sent.stream() + "/events"))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.json()))
                .build();
        sent.step().sent(sent.events());
        open.acquireUninterruptibly();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()).handle((answer, failure) -> {
            open.release();
            answered(sent, answer);
            return null;
        });
    }

    /** @param answer null where there was none */
    private void answered(Sent sent, @Nullable HttpResponse<byte[]> answer) {
        if (answer == null) {
            sent.step().failed(sent.events());
            return;
        }
        switch (answer.statusCode()) {
            case ACCEPTED -> {
                sent.due().forEach(sent.step()::acknowledged);
                acknowledgedEvents.addAndGet(sent.events());
                acknowledged.accept(new Sent.Acknowledged(sent, position(answer.body(), sent.events())));
            }
            case TOO_MANY -> sent.step().throttled(sent.events());
            default -> sent.step().failed(sent.events());
        }
    }

    /** Since the start. */
    long acknowledgedEvents() {
        return acknowledgedEvents.get();
    }

    private static Position position(byte[] body, int events) {
        try {
            JsonNode answer = Json.MAPPER.readTree(body);
            if (answer.path("accepted").asInt() != events) {
                throw new IllegalStateException("of " + events + " events not all were accepted: " + answer);
            }
            return Position.parse(answer.path("position").asText());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
