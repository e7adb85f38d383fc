package dev.vectide.encoder.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.wire.Json;
import dev.vectide.encoder.RunningEncoder;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** The encoder's routes behind a real server, and a client for it. */
final class Door implements AutoCloseable {
    private final Javalin server;
    private final HttpClient client = HttpClient.newHttpClient();

    Door(RunningEncoder encoder) {
        this.server = Javalin.create(javalin -> {
            javalin.startup.showJavalinBanner = false;
            encoder.app().routes().register(javalin);
        });
        server.start("127.0.0.1", 0);
    }

    record Answer(int status, HttpResponse<byte[]> response, JsonNode json) {
        JsonNode error() {
            return json.path("error");
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    Answer embeddings(String body) {
        return post("/v1/embeddings", body.getBytes(StandardCharsets.UTF_8));
    }

    Answer post(String path, byte[] body) {
        return send(request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    Answer get(String path) {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path));
    }

    /** What is no JSON is read as the missing node. */
    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
            JsonNode tree = json ? Json.MAPPER.readTree(response.body()) : Json.MAPPER.missingNode();
            return new Answer(response.statusCode(), response, tree);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
