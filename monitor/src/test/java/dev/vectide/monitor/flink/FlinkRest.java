package dev.vectide.monitor.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What a user does with a Flink cluster's own routes. */
final class FlinkRest {
    private static final String BOUNDARY = "part-of-the-jar";

    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();

    FlinkRest(URI address) {
        this.address = address;
    }

    /** How many TaskManagers the cluster knows; 0 while it does not answer. */
    int taskManagers() {
        try {
            return send("GET", "/overview", null).path("taskmanagers").asInt();
        } catch (IOException e) {
            return 0;
        }
    }

    /** @return the jar's id */
    String upload(Path jar) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
                        + jar.getFileName() + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        Files.copy(jar, body);
        body.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = request("/jars/upload")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        String file = answer(request).path("filename").asText();
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /** @return the job's id */
    String run(String jar, @Nullable String savepoint, List<String> arguments) throws IOException {
        ObjectNode body = Json.MAPPER.createObjectNode();
        arguments.forEach(body.withArray("programArgsList")::add);
        if (savepoint != null) {
            body.put("savepointPath", savepoint);
        }
        return send("POST", "/jars/" + jar + "/run", body).path("jobid").asText();
    }

    /** RUNNING only where all of its tasks are. */
    String state(String job) throws IOException {
        JsonNode details = send("GET", "/jobs/" + job, null);
        boolean allRun = StreamSupport.stream(details.path("vertices").spliterator(), false)
                .allMatch(vertex -> vertex.path("status").asText().equals("RUNNING"));
        String state = details.path("state").asText();
        return state.equals("RUNNING") && !allRun ? "STARTING" : state;
    }

    JsonNode checkpoints(String job) throws IOException {
        return send("GET", "/jobs/" + job + "/checkpoints", null);
    }

    String failure(String job) throws IOException {
        return send("GET", "/jobs/" + job + "/exceptions", null).toString();
    }

    /** Ids of all jobs whose names begin so. */
    List<String> jobs(String prefix) throws IOException {
        return StreamSupport.stream(send("GET", "/jobs/overview", null).path("jobs").spliterator(), false)
                .filter(job -> job.path("name").asText().startsWith(prefix))
                .map(job -> job.path("jid").asText())
                .toList();
    }

    /** @return where the savepoint is */
    String stop(String job) throws IOException, InterruptedException {
        String trigger = send("POST", "/jobs/" + job + "/stop", Json.MAPPER.createObjectNode()).path("request-id").asText();
        while (true) {
            JsonNode answer = send("GET", "/jobs/" + job + "/savepoints/" + trigger, null);
            if (answer.path("status").path("id").asText().equals("COMPLETED")) {
                String location = answer.path("operation").path("location").asText();
                if (location.isEmpty()) {
                    throw new IOException("no savepoint: " + answer);
                }
                return location;
            }
            Thread.sleep(100);
        }
    }

    void cancel(String job) throws IOException {
        send("PATCH", "/jobs/" + job + "?mode=cancel", null);
    }

    private JsonNode send(String method, String path, @Nullable JsonNode body) throws IOException {
        HttpRequest.BodyPublisher publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(Json.write(body));
        return answer(request(path)
                .header("Content-Type", "application/json")
                .method(method, publisher)
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofMinutes(1));
    }

    private JsonNode answer(HttpRequest request) throws IOException {
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() >= 300) {
                throw new IOException(request.uri() + " answers " + response.statusCode() + ": "
                        + new String(response.body(), StandardCharsets.UTF_8));
            }
            return response.body().length == 0 ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
