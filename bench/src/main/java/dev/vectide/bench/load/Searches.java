package dev.vectide.bench.load;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.position.Position;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Searches without a pause for the acknowledged event that has waited longest, with {@code X-Min-Position}, and requires it
 * among the hits. An answer says what it reflects, and all that this covers is searchable. So every event has a time from one
 * search under way, which is too late by that search's own time at the most, some milliseconds.
 */
final class Searches implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int TIMEOUT_S = 200;
    private static final int OK = 200;
    private static final int GATEWAY_TIMEOUT = 504;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final ArrayNode vector = Json.MAPPER.createArrayNode();
    private final LinkedBlockingQueue<Sent.Acknowledged> acknowledged = new LinkedBlockingQueue<>();
    private final Queue<Sent.Acknowledged> waiting = new ArrayDeque<>();
    private volatile Arrived arrived = new Arrived(0, System.nanoTime());
    private final AtomicLong searches = new AtomicLong();
    private final Thread thread = new Thread(this::run, "load-searches");
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    Searches(URI base, int dimension) {
        this.base = base;
        for (int i = 0; i < dimension; i++) {
            vector.add(i == 0 ? 1.0 : 0.0);
        }
        thread.setDaemon(true);
        thread.start();
    }

    void await(Sent.Acknowledged sent) {
        acknowledged.add(sent);
    }

    /** Events that were found searchable since the start. */
    long events() {
        RuntimeException wrong = failure;
        if (wrong != null) {
            throw wrong;
        }
        return arrived.events();
    }

    /** The same, and when the newest was found. */
    Arrived arrived() {
        return arrived;
    }

    long searches() {
        return searches.get();
    }

    private void run() {
        try {
            while (!closed) {
                Sent.Acknowledged oldest = waiting.isEmpty() ? acknowledged.poll(100, TimeUnit.MILLISECONDS) : waiting.peek();
                if (oldest != null) {
                    if (waiting.isEmpty()) {
                        waiting.add(oldest);
                    }
                    Position reached = search(oldest);
                    acknowledged.drainTo(waiting);
                    settle(reached);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            failure = closed ? null : new IllegalStateException(e);
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private Position search(Sent.Acknowledged wanted) throws IOException, InterruptedException {
        String document = wanted.sent().document();
        ObjectNode query = Json.MAPPER.createObjectNode().put("limit", 1);
        query.set("query", vector);
        query.putObject("filter").putArray("must").addObject().putArray("has_id").add(document);
        HttpRequest request = HttpRequest.newBuilder(
                        base.resolve("collections/" + wanted.sent().stream() + "/points/query?timeout=" + TIMEOUT_S))
                .header("Content-Type", "application/json")
                .header("X-Min-Position", wanted.position().toString())
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(query)))
                .build();
        while (true) {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            searches.incrementAndGet();
            if (answer.statusCode() == OK) {
                String hit = Json.MAPPER.readTree(answer.body()).at("/result/points/0/id").asText();
                if (!hit.equals(document)) {
                    throw new IllegalStateException(document + " was acknowledged at " + wanted.position()
                            + " and is not found: " + new String(answer.body(), StandardCharsets.UTF_8));
                }
                return Position.parse(answer.headers().firstValue("X-Position").orElseThrow());
            }
            if (answer.statusCode() != GATEWAY_TIMEOUT) {
                throw new IllegalStateException("search answered " + answer.statusCode() + ": "
                        + new String(answer.body(), StandardCharsets.UTF_8));
            }
        }
    }

    private void settle(Position reached) {
        long found = 0;
        for (Iterator<Sent.Acknowledged> all = waiting.iterator(); all.hasNext(); ) {
            Sent.Acknowledged one = all.next();
            if (reached.reaches(one.position())) {
                all.remove();
                one.sent().due().forEach(one.sent().step()::searchable);
                found += one.sent().events();
            }
        }
        arrived = arrived.plus(found);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
