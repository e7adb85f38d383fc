package dev.vectide.indexer.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.wire.Json;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The routes on a real server over the fakes, with the streams {@code pets} and {@code empty}; and a client for them.
 */
final class Served implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    final FakeVectorStore store = new FakeVectorStore();
    final List<String> streams = new ArrayList<>(List.of("empty", "pets"));
    private final HttpClient client = HttpClient.newHttpClient();
    private final Javalin server = Javalin.create(javalin -> {
        javalin.startup.showJavalinBanner = false;
        new CollectionRoutes(
                        ConfigReader.read(null, Map.of("VECTIDE_HTTP_MAX_BODY", "64KiB")),
                        store,
                        new FakeEncoder(),
                        store,
                        new KnownStreams(streams),
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .register(javalin);
    });

    Served() {
        server.start("127.0.0.1", 0);
    }

    record Answer(int status, HttpResponse<byte[]> response, JsonNode json) {
        JsonNode result() {
            assertThat(status).as(json.toString()).isEqualTo(200);
            assertThat(json.path("status").asText()).isEqualTo("ok");
            assertThat(json.path("time").isDouble()).isTrue();
            return json.get("result");
        }

        /** The reason of an error in Qdrant's shape. */
        String error() {
            assertThat(json.path("time").isDouble()).isTrue();
            assertThat(json.has("result")).isFalse();
            return json.at("/status/error").asText();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    /** @param json with single quotes */
    Answer post(String path, String json, String... headers) {
        return send("POST", path, json.replace('\'', '"'), headers);
    }

    /** @param json with single quotes */
    Answer put(String path, String json) {
        return send("PUT", path, json.replace('\'', '"'));
    }

    /** Adds points to {@code pets} and waits until they are searchable. */
    void store(String points) {
        Answer answer = put("/collections/pets/points?wait=true", "{'points': [" + points + "]}");
        assertThat(answer.result().get("status").asText()).isEqualTo("completed");
    }

    Answer send(String method, String path, String body, String... headers) {
        return send(method, path, HttpRequest.BodyPublishers.ofString(body), headers);
    }

    Answer send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response, Json.MAPPER.readTree(response.body()));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
