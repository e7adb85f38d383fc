package dev.vectide.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.event.Event;
import dev.vectide.core.wire.EventCodec;
import dev.vectide.core.wire.Json;
import dev.vectide.testing.TopicReader;
import io.javalin.Javalin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** A running IngestApp behind a real server, and a client for it. */
final class Door implements AutoCloseable {
    final VectideConfig config;
    final IngestApp app;
    private final Javalin server;
    private final HttpClient client = HttpClient.newHttpClient();

    Door(VectideConfig config) {
        this.config = config;
        this.app = IngestApp.start(config, new SimpleMeterRegistry());
        this.server = Javalin.create(javalin -> {
            javalin.startup.showJavalinBanner = false;
            app.routes().register(javalin);
        });
        server.start("127.0.0.1", 0);
    }

    /** @param json null where the answer has no body */
    record Answer(int status, HttpResponse<byte[]> response, JsonNode json) {
        String reason() {
            return json.path("detail").asText();
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode json = response.body().length == 0
                    ? Json.MAPPER.missingNode()
                    : Json.MAPPER.readTree(response.body());
            return new Answer(response.statusCode(), response, json);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    Answer post(String stream, String contentType, String body) {
        return post(stream, contentType, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    Answer post(String stream, String contentType, byte[] body) {
        return send(request("/v1/streams/" + stream + "/events")
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** What committed readers find in the events topic, as it is now. */
    List<Event> events() {
        return TopicReader.all(config.kafka().bootstrap(), config.topics().events()).stream()
                .map(record -> EventCodec.decode(record.value()))
                .toList();
    }

    @Override
    public void close() {
        server.stop();
        app.close();
    }
}
