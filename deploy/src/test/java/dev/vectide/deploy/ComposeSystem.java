package dev.vectide.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vectide.core.access.ApiKey;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.ContainerState;

/**
 * The system of docker-compose.yml, with ports that were free and an API key of its own. Closing it takes its volumes, too.
 *
 * <p>Used by one thread.
 */
final class ComposeSystem implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Ports that the file lets one choose, each by the variable of its name. */
    enum Port {
        KAFKA_1,
        KAFKA_2,
        KAFKA_3,
        INGEST,
        ENCODER,
        INDEXER_1,
        INDEXER_2,
        MONITOR,
        FLINK,
        PROMETHEUS,
        ALERTMANAGER,
        GRAFANA
    }

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Map<Port, Integer> ports;
    private final String key = ApiKey.generate(new SecureRandom());
    private final ComposeContainer compose;

    /** @param more files over docker-compose.yml */
    ComposeSystem(List<File> more) throws IOException {
        ports = freePorts();
        List<File> files = new ArrayList<>(List.of(Manifests.ROOT.resolve("docker-compose.yml").toFile()));
        files.addAll(more);
        compose = new ComposeContainer(files)
                .withBuild(true)
                .withPull(false)
                .withEnv("VECTIDE_API_KEY", key)
                // Starting is most of what is done here.
                .withEnv("VECTIDE_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        ports.forEach((port, number) -> compose.withEnv(port + "_PORT", number.toString()));
    }

    /** Returns once every container that others wait for is healthy. */
    void start() {
        compose.start();
    }

    /** As {@code docker kill} does; it is not started again. */
    void kill(String service) {
        ContainerState container = compose.getContainerByServiceName(service + "-1").orElseThrow();
        DockerClientFactory.instance().client().killContainerCmd(container.getContainerId()).exec();
    }

    /** As {@code docker restart} does: SIGTERM, time to end, a new process. */
    void restart(String service) {
        ContainerState container = compose.getContainerByServiceName(service + "-1").orElseThrow();
        DockerClientFactory.instance().client().restartContainerCmd(container.getContainerId()).exec();
    }

    /** @return the answer to a GET; its status is 200 */
    JsonNode get(Port port, String path) throws IOException, InterruptedException {
        return JSON.readTree(text(port, path));
    }

    /** @return the answer to a GET; its status is 200 */
    String text(Port port, String path) throws IOException, InterruptedException {
        return send(request(port, path).GET());
    }

    /** @return the answer to a POST; its status is 2xx */
    JsonNode post(Port port, String path, String type, String body) throws IOException, InterruptedException {
        return JSON.readTree(
                send(request(port, path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    private HttpRequest.Builder request(Port port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.get(port) + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key);
    }

    private String send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(request.uri() + " answers " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static Map<Port, Integer> freePorts() throws IOException {
        Map<Port, Integer> free = new EnumMap<>(Port.class);
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (Port port : Port.values()) {
                ServerSocket socket = new ServerSocket(0);
                sockets.add(socket);
                free.put(port, socket.getLocalPort());
            }
            return free;
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    @Override
    public void close() {
        compose.stop();
    }
}
