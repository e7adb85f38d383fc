package dev.vectide.indexer.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.http.Outgoing;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.wire.Json;
import dev.vectide.indexer.Documents;
import dev.vectide.indexer.http.RemoteShards;
import dev.vectide.indexer.shards.Peer;
import dev.vectide.indexer.shards.Question;
import dev.vectide.indexer.shards.ShardRequest;
import dev.vectide.testing.ForkedJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An {@link IndexerMain} in a JVM of its own, under one name, port and directory however often it is started; and a client for it. */
final class IndexerProcess {
    static final int PARTITIONS = 4;
    static final Map<String, String> SETTINGS = Map.of("VECTIDE_KAFKA_PARTITIONS", String.valueOf(PARTITIONS));
    private static final Set<Integer> ALL = IntStream.range(0, PARTITIONS).boxed().collect(Collectors.toSet());

    private final VectideConfig config;
    private final String name;
    private final Path directory;
    private final Path settings;
    private final int port;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final RemoteShards shards = new RemoteShards(Documents.SPACE, Duration.ofSeconds(5), Outgoing.PLAIN);
    private ForkedJvm jvm;

    /** @param standbys of each shard, beside its owner */
    IndexerProcess(VectideConfig config, String name, int standbys, Path folder) throws IOException {
        this.config = config;
        this.name = name;
        this.directory = folder.resolve(name);
        this.settings = Files.writeString(
                folder.resolve(name + ".yaml"), "kafka:\n  streams: {num.standby.replicas: " + standbys + "}\n");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        start();
    }

    void start() throws IOException {
        jvm = ForkedJvm.start(
                IndexerMain.class,
                config,
                Map.of(
                        "VECTIDE_KAFKA_PARTITIONS", String.valueOf(PARTITIONS),
                        "VECTIDE_INDEXER_INSTANCE", name,
                        "VECTIDE_INDEXER_SHARD_TIMEOUT", "20s",
                        "VECTIDE_HTTP_PORT", String.valueOf(port)),
                directory.toString(),
                settings.toString());
    }

    void kill() throws InterruptedException {
        jvm.kill();
    }

    /** Partitions that it says it owns, or with {@code backups} can answer for; none while it cannot be reached. */
    Set<Integer> partitions(boolean backups) {
        try {
            return new TreeSet<>(shards.ask(
                            new Peer("127.0.0.1", port),
                            new ShardRequest<>(new Question.Reached(), ALL, backups),
                            Duration.ofSeconds(5))
                    .join()
                    .partitions());
        } catch (CompletionException e) {
            return Set.of();
        }
    }

    boolean isReady() {
        return send("GET", "/readyz", "").status() == 200;
    }

    /** What it says of its readiness: {@code ready}, or why it is not; empty while it cannot be reached. */
    String ready() {
        return send("GET", "/readyz", "").json().asText("");
    }

    /** @param json with single quotes */
    Answer ask(String method, String path, String json, String... headers) {
        return send(method, "/collections/s" + path, json.replace('\'', '"'), headers);
    }

    /** Status 0 where there is no answer. */
    record Answer(int status, JsonNode json, String position, String missing) {
        JsonNode result() {
            return json.path("result");
        }
    }

    private Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode json = path.equals("/readyz")
                    ? Json.MAPPER.getNodeFactory().textNode(new String(response.body(), UTF_8))
                    : Json.MAPPER.readTree(response.body());
            if (json instanceof ObjectNode object) {
                object.remove("time");
            }
            return new Answer(response.statusCode(), json, header(response, "X-Position"), header(response, "X-Missing-Shards"));
        } catch (IOException e) {
            return new Answer(0, Json.MAPPER.nullNode(), "", "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Override
    public String toString() {
        return name;
    }
}
