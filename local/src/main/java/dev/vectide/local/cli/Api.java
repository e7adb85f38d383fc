package dev.vectide.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.http.Outgoing;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP doors of a running system.
 *
 * <p>Safe for concurrent use.
 */
final class Api {
    static final String JSON = "application/json";
    private static final String KEY_EXPECTED = "give one in the variable VECTIDE_API_KEY, or in a file with --key-file";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final HttpClient http;
    private final Outgoing outgoing;
    private final URI base;

    /** @param outgoing how it is asked */
    Api(URI base, Outgoing outgoing) {
        this.base = base;
        this.outgoing = outgoing;
        this.http = outgoing.client().connectTimeout(Duration.ofSeconds(5)).build();
    }

    /** @param retryAfter seconds, where the server said so */
    record Answer(int status, String body, Optional<Long> retryAfter) {
        boolean ok() {
            return status / 100 == 2;
        }

        JsonNode json() {
            try {
                return body.isEmpty() ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(body);
            } catch (JsonProcessingException e) {
                throw CommandException.failed("the answer is not JSON; is this Vectide? " + e.getOriginalMessage());
            }
        }

        /** Why it is no success, in the server's words. */
        String why() {
            try {
                JsonNode problem = Json.MAPPER.readTree(body);
                JsonNode said = problem.hasNonNull("detail") ? problem.get("detail") : problem.at("/status/error");
                return said.isTextual() ? said.asText() : "status " + status;
            } catch (JsonProcessingException e) {
                return "status " + status;
            }
        }
    }

    JsonNode get(String path) {
        return successful(send("GET", path, null, null));
    }

    JsonNode post(String path, JsonNode body) {
        return successful(send("POST", path, JSON, body.toString()));
    }

    /**
     * @param headers names and values in turn
     * @throws CommandException if nobody answers there
     */
    Answer send(String method, String path, @Nullable String type, @Nullable String body, String... headers) {
        HttpRequest.BodyPublisher publisher =
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        HttpResponse<byte[]> response = exchange(method, path, type, publisher, headers);
        Optional<Long> retryAfter = response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(Long::valueOf);
        return new Answer(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8), retryAfter);
    }

    /** The bytes of a successful answer. */
    byte[] download(String path) {
        HttpResponse<byte[]> response =
                exchange("GET", path, null, HttpRequest.BodyPublishers.noBody());
        if (response.statusCode() != 200) {
            successful(new Answer(
                    response.statusCode(), new String(response.body(), StandardCharsets.UTF_8), Optional.empty()));
        }
        return response.body();
    }

    JsonNode upload(String path, byte[] bytes) {
        HttpResponse<byte[]> response =
                exchange("POST", path, "application/octet-stream", HttpRequest.BodyPublishers.ofByteArray(bytes));
        return successful(new Answer(
                response.statusCode(), new String(response.body(), StandardCharsets.UTF_8), Optional.empty()));
    }

    private HttpResponse<byte[]> exchange(
            String method,
            String path,
            @Nullable String type,
            HttpRequest.BodyPublisher body,
            String... headers) {
        HttpRequest.Builder request =
                outgoing.signed(HttpRequest.newBuilder(base.resolve(path))).timeout(PATIENCE).method(method, body);
        if (type != null) {
            request.header("Content-Type", type);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("interrupted");
        }
    }

    /** The lines of an endless answer; the stream ends or fails when the server does. */
    Stream<String> lines(String path) {
        HttpRequest request = outgoing.signed(HttpRequest.newBuilder(base.resolve(path))).build();
        try {
            HttpResponse<Stream<String>> response = http.send(request, HttpResponse.BodyHandlers.ofLines());
            if (response.statusCode() == 401 || response.statusCode() == 403) {
                throw CommandException.failed(keyRefused(response.statusCode()));
            }
            if (response.statusCode() != 200) {
                throw CommandException.unavailable(base + ": status " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("interrupted");
        }
    }

    /** The document of a successful answer; else the server's reason as an error. */
    static JsonNode successful(Answer answer) {
        if (answer.ok()) {
            return answer.json();
        }
        if (answer.status() == 503 || answer.status() == 429) {
            throw CommandException.unavailable(answer.why());
        }
        if (answer.status() == 401) {
            throw CommandException.failed(answer.why() + "; " + KEY_EXPECTED);
        }
        throw CommandException.failed(answer.why());
    }

    private static String keyRefused(int status) {
        return "status " + status + (status == 401 ? "; " + KEY_EXPECTED : ": the key does not allow this");
    }

    static String escaped(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private CommandException unreachable(IOException e) {
        String why = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
        return CommandException.unavailable(
                "no Vectide answers at " + base + why + "; start one with 'vectide up', or name another with --url");
    }
}
