package dev.vectide.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A receiver of messages on the loopback that answers as it is told, and 204 when it is told nothing. */
final class Hook implements AutoCloseable {
    /** Takes the message and does not answer. */
    static final int HANGS = 0;

    record Call(Map<String, List<String>> headers, byte[] body) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse("");
        }

        JsonNode json() {
            return Json.read(body, JsonNode.class);
        }

        /** As {@code change detector}. */
        List<String> news() {
            List<String> news = new java.util.ArrayList<>();
            json().at("/data/alerts")
                    .forEach(item -> news.add(item.path("change").asText() + " "
                            + item.at("/event/data/detector").asText()));
            return news;
        }
    }

    record Answer(int status, String retryAfter) {}

    final List<Call> calls = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Answer> script = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    volatile int otherwise = 204;

    Hook() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    Hook then(int status) {
        return then(status, "");
    }

    Hook then(int status, String retryAfter) {
        script.add(new Answer(status, retryAfter));
        return this;
    }

    private void take(HttpExchange exchange) throws IOException {
        Answer next = script.poll();
        Answer answer = next == null ? new Answer(otherwise, "") : next;
        calls.add(new Call(Map.copyOf(exchange.getRequestHeaders()), exchange.getRequestBody().readAllBytes()));
        if (answer.status() == HANGS) {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return;
        }
        if (!answer.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
        }
        exchange.sendResponseHeaders(answer.status(), -1);
        exchange.close();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
