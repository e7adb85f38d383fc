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
    private static final Duration PROBE = Duration.ofSeconds(3);

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
        return reason(address.resolve("/readyz")).isEmpty();
    }

    /** Why an address does not answer with 200; empty if it does. */
    String reason(URI address) throws InterruptedException {
        try {
            Answer answer = get(address, PROBE);
            return answer.status() == 200 ? "" : answer.status() + " " + answer.body();
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }

    /** Why an address answers with 503; empty if it does not answer, or otherwise. */
    String failure(URI address) throws InterruptedException {
        try {
            Answer answer = get(address, PROBE);
            return answer.status() == 503 ? answer.body() : "";
        } catch (IOException e) {
            return "";
        }
    }
}
