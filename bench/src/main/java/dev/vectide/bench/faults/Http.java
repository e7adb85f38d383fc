package dev.vectide.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A user of the HTTP doors.
 *
 * <p>Safe for concurrent use.
 */
final class Http {
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    record Answer(int status, String body, String position, String missingShards) {
        JsonNode json() throws IOException {
            return Json.MAPPER.readTree(body);
        }
    }

    Answer get(URI address, Duration patience) throws IOException, InterruptedException {
        return send("GET", address, patience, null, null);
    }

    Answer post(URI address, Duration patience, String type, String body, String... headers)
            throws IOException, InterruptedException {
        return send("POST", address, patience, type, body, headers);
    }

    private Answer send(
            String method, URI address, Duration patience, @Nullable String type, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(patience)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("X-Position").orElse(""),
                response.headers().firstValue("X-Missing-Shards").orElse(""));
    }

    /** Whether somebody is ready there. */
    boolean isReady(URI address) throws InterruptedException {
        try {
            return get(address.resolve("/readyz"), Duration.ofSeconds(2)).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
