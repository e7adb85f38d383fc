package dev.vectide.local.process;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.http.Outgoing;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A user of the HTTP doors. */
final class Client {
    private final HttpClient http;
    private final Outgoing outgoing;
    private final URI base;

    Client(URI base) {
        this(base, Outgoing.PLAIN);
    }

    /** @param outgoing with whose key, and trusting what */
    Client(URI base, Outgoing outgoing) {
        this.base = base;
        this.outgoing = outgoing;
        this.http = outgoing.client().connectTimeout(Duration.ofSeconds(5)).build();
    }

    /** @param retryAfter header of that name, or empty */
    record Answer(int status, String type, String body, String retryAfter) {
        JsonNode json() throws IOException {
            return Json.MAPPER.readTree(body);
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, null, null);
    }

    Answer post(String path, String type, String body) throws IOException, InterruptedException {
        return send("POST", path, type, body);
    }

    Answer post(String path, String type, byte[] body) throws IOException, InterruptedException {
        return sent("POST", path, type, HttpRequest.BodyPublishers.ofByteArray(body));
    }

    Answer send(String method, String path, @Nullable String type, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        return sent(method, path, type,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body), headers);
    }

    private Answer sent(String method, String path, @Nullable String type, HttpRequest.BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                outgoing.signed(HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofMinutes(3)).method(method, body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body(),
                response.headers().firstValue("Retry-After").orElse(""));
    }
}
