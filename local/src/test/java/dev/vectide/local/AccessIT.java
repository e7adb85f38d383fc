package dev.vectide.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.access.ApiKey;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Pane;
import dev.vectide.core.wire.AlertEvent;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route of the whole system against keys of other streams and of other verbs. The routes are those that the server has,
 * so that a new one without a case here fails; and what a key of one stream is refused, a key of all gets, so that a case that
 * asks for nothing fails as well.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessIT {
    /** In everything of the stream that the others must not read, along with its name. */
    private static final String SECRET = "quokkasecret";

    private static final String ALPHA = key();
    private static final String ALPHA_READ = key();
    private static final String ALPHA_WRITE = key();
    private static final String ALL = key();
    private static final String ALERT = "beta/drift/1";
    private static final String QUERY = "{\"query\": {\"text\": \"x\"}, \"limit\": 9, \"with_payload\": true}";
    private static final String SILENCE = "{\"stream\": \"beta\", \"by\": \"me\", \"why\": \"quokkasecret\", \"for\": \"1h\"}";

    /** How a route is asked about stream beta. @param path without the first slash */
    private record Ask(String path, String body) {}

    /** Those that tell of beta, or do something to it; what is read comes before what is deleted. */
    private static final Map<String, Ask> OF_BETA = Map.ofEntries(
            ask("GET /v1/streams", "v1/streams", ""),
            ask("GET /v1/streams/{stream}", "v1/streams/beta", ""),
            ask("PUT /v1/streams/{stream}", "v1/streams/beta", ""),
            ask("POST /v1/streams/{stream}/events", "v1/streams/beta/events", "{\"id\": \"n\", \"text\": \"new\"}"),
            ask("DELETE /v1/streams/{stream}/events/<document>", "v1/streams/beta/events/n", ""),
            ask("POST /v1/streams/{stream}/reencode", "v1/streams/beta/reencode", ""),
            ask("GET /v1/streams/{stream}/health", "v1/streams/beta/health", ""),
            ask("GET /v1/streams/{stream}/scores", "v1/streams/beta/scores", ""),
            ask("GET /collections", "collections", ""),
            ask("GET /aliases", "aliases", ""),
            ask("GET /collections/{collection}", "collections/beta", ""),
            ask("GET /collections/{collection}/exists", "collections/beta/exists", ""),
            ask("GET /collections/{collection}/aliases", "collections/beta/aliases", ""),
            ask("POST /collections/{collection}/points/query", "collections/beta/points/query", QUERY),
            ask(
                    "POST /collections/{collection}/points/query/batch",
                    "collections/beta/points/query/batch",
                    "{\"searches\": [" + QUERY + "]}"),
            ask(
                    "POST /collections/{collection}/points/query/groups",
                    "collections/beta/points/query/groups",
                    "{\"query\": {\"text\": \"x\"}, \"group_by\": \"team\", \"with_payload\": true}"),
            ask("POST /collections/{collection}/points/scroll", "collections/beta/points/scroll", "{}"),
            ask("POST /collections/{collection}/points/count", "collections/beta/points/count", "{}"),
            ask("POST /collections/{collection}/points", "collections/beta/points", "{\"ids\": [\"b1\"]}"),
            ask("GET /collections/{collection}/points/<id>", "collections/beta/points/b1", ""),
            ask(
                    "PUT /collections/{collection}/points",
                    "collections/beta/points",
                    "{\"points\": [{\"id\": 7, \"payload\": {\"text\": \"new\"}}]}"),
            ask("POST /collections/{collection}/points/delete", "collections/beta/points/delete", "{\"points\": [7]}"),
            ask("GET /v1/alerts", "v1/alerts", ""),
            ask("GET /v1/alerts/silences", "v1/alerts/silences", ""),
            ask("POST /v1/alerts/silences", "v1/alerts/silences", SILENCE),
            ask(
                    "POST /v1/alerts/acknowledgements",
                    "v1/alerts/acknowledgements",
                    "{\"alert\": \"" + ALERT + "\", \"by\": \"me\", \"why\": \"known\"}"),
            ask("GET /v1/references", "v1/references?stream=beta", ""),
            ask(
                    "POST /v1/references/orders",
                    "v1/references/orders",
                    "{\"stream\": \"beta\", \"by\": \"me\", \"reason\": \"new\"}"),
            ask("GET /v1/references/artefacts", "v1/references/artefacts?stream=beta", ""),
            ask(
                    "POST /v1/references/artefacts",
                    "v1/references/artefacts?stream=beta&by=me&reason=new",
                    "x"),
            ask("DELETE /v1/alerts/acknowledgements", "v1/alerts/acknowledgements?alert=" + ALERT, ""),
            ask("GET /v1/dead-letters", "v1/dead-letters", ""),
            ask("GET /metrics", "metrics", ""),
            ask("DELETE /v1/streams/{stream}", "v1/streams/gone", ""));

    /** Belong to no stream: a key of any stream is answered, and the answer must hold nothing of beta. */
    private static final Map<String, Ask> OF_NONE = Map.ofEntries(
            ask("POST /v1/embeddings", "v1/embeddings", "{\"input\": \"a text\"}"),
            ask("GET /v1/models", "v1/models", ""),
            ask("POST /collections/aliases", "collections/aliases", "{}"),
            ask("GET /collections/<rest>", "collections/beta/other", ""),
            ask("POST /collections/<rest>", "collections/beta/other", "{}"),
            ask("PUT /collections/<rest>", "collections/beta/other", "{}"),
            ask("PATCH /collections/<rest>", "collections/beta/other", "{}"),
            ask("DELETE /collections/<rest>", "collections/beta/other", ""));

    /** Have tests of their own below. */
    private static final List<String> ELSEWHERE = List.of("GET /v1/live", "DELETE /v1/alerts/silences/{id}");

    /** Empty for beta as it is here, or refused for all keys: there is nothing that a key of all could get. */
    private static final List<String> NOTHING_THERE = List.of(
            "GET /v1/references/artefacts",
            "POST /v1/references/artefacts",
            "DELETE /v1/streams/{stream}",
            "GET /v1/dead-letters");

    @TempDir
    private static Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private LocalSystem system;

    private static String key() {
        return ApiKey.generate(new SecureRandom());
    }

    private static Map.Entry<String, Ask> ask(String route, String path, String body) {
        return Map.entry(route, new Ask(path, body));
    }

    private static String setting(String name, String key, String streams, String verbs) {
        return "    - {name: %s, sha256: %s, streams: [%s], verbs: [%s]}%n".formatted(name, ApiKey.hash(key), streams, verbs);
    }

    @BeforeAll
    void start() throws Exception {
        Path file = Files.writeString(folder.resolve("vectide.yaml"), "http: {port: 0}\nsecurity:\n  keys:\n"
                + setting("alpha", ALPHA, "\"alph*\"", "read, write, admin")
                + setting("alpha-read", ALPHA_READ, "alpha", "read")
                + setting("alpha-write", ALPHA_WRITE, "alpha", "write")
                + setting("all", ALL, "\"*\"", "read, write, admin"));
        Map<String, String> environment =
                Map.of("VECTIDE_ENCODER_CANARY_INTERVAL", "0s", "VECTIDE_STREAMS_AUTO_CREATE", "true");
        system = LocalSystem.start(ConfigReader.read(file, environment), folder.resolve("data"));
        await().atMost(Duration.ofMinutes(2)).until(() -> system.notReady().isEmpty());
        for (String stream : List.of("alpha", "beta")) {
            String id = stream.charAt(0) + "1";
            String text = stream.equals("beta") ? SECRET : "harmless";
            send(ALL, "POST", "v1/streams/" + stream + "/events", "{\"id\": \"" + id + "\", \"text\": \"" + text
                    + "\", \"attributes\": {\"team\": \"" + text + "\"}}");
        }
        Instant now = Instant.now();
        String space = "all-minilm-l6-v2";
        Alert alert = new Alert(
                1, ALERT, "beta", space, "drift", Alert.State.FIRING, Alert.Severity.WARNING, now, now, null, SECRET,
                new Pane(now.minusSeconds(60), now, 9, 0), Map.of(), null, List.of(), List.of());
        produce(system.config().topics().alerts(), alert.key(), AlertEvent.encode(alert));
        HealthReport report = new HealthReport(
                1,
                "beta",
                space,
                "drift",
                new Pane(now.minusSeconds(60), now, 9, 0),
                "ok",
                Map.of(),
                List.of(),
                List.of(SECRET));
        produce(system.config().topics().health(), "beta", Json.write(report));
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(send(ALL, "GET", "v1/alerts", "").body()).contains(SECRET);
            assertThat(send(ALL, "GET", "v1/streams/beta/health", "").body()).contains(SECRET);
            assertThat(send(ALL, "GET", "v1/streams/beta/scores", "").body()).contains("b1");
            assertThat(send(ALL, "GET", "collections/beta/points/b1", "").body()).contains(SECRET);
            assertThat(send(ALL, "GET", "collections/alpha/points/a1", "").statusCode()).isEqualTo(200);
        });
    }

    @AfterAll
    void stop() {
        if (system != null) {
            system.close();
        }
    }

    private void produce(String topic, String key, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                KafkaSettings.of(system.config().kafka()).with(Map.of()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value)).get();
        }
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(system.address().resolve(path))
                .timeout(Duration.ofMinutes(1))
                .header("Content-Type", path.contains("artefacts") ? "application/octet-stream" : "application/json")
                .method(
                        method,
                        body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> send(String key, String method, String path, String body) {
        return send(request(method, path, body).header("Authorization", "Bearer " + key));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private static boolean isOpen(String route) {
        return route.equals("GET /")
                || route.startsWith("GET /page/")
                || route.startsWith("GET /webjars/")
                || route.equals("GET /livez")
                || route.equals("GET /readyz");
    }

    private List<String> guarded() {
        return system.routes().stream()
                .filter(route -> !isOpen(route) && !route.contains("/internal/shards/") && !ELSEWHERE.contains(route))
                .toList();
    }

    @Test
    void everyRouteHasACase() {
        TreeSet<String> cases = new TreeSet<>(OF_BETA.keySet());
        cases.addAll(OF_NONE.keySet());
        assertThat(guarded()).isNotEmpty().allSatisfy(route -> assertThat(cases).contains(route));
        assertThat(system.routes()).containsAll(cases).containsAll(ELSEWHERE);
    }

    @TestFactory
    Stream<DynamicTest> aKeyOfAnotherStreamGetsNothingOfThisOne() {
        List<String> routes = new ArrayList<>(guarded());
        return routes.stream().filter(OF_BETA::containsKey).map(route -> dynamicTest(route, () -> {
            Ask ask = OF_BETA.get(route);
            String method = route.substring(0, route.indexOf(' '));
            HttpResponse<String> refused = send(ALPHA, method, ask.path, ask.body);
            if (refused.statusCode() == 200) {
                assertThat(refused.body()).doesNotContain(SECRET, "beta");
            } else {
                assertThat(refused.statusCode()).isIn(403, 404);
                assertThat(refused.body()).doesNotContain(SECRET);
            }
            HttpResponse<String> unknown = send(ALPHA, method, ask.path.replace("beta", "nosuch"), ask.body);
            assertThat(unknown.statusCode()).as("existence does not show").isEqualTo(refused.statusCode());

            HttpResponse<String> answered = send(ALL, method, ask.path, ask.body);
            if (!NOTHING_THERE.contains(route)) {
                assertThat(answered.statusCode()).as(answered.body()).isBetween(200, 299);
            } else {
                assertThat(answered.statusCode()).isNotIn(401, 403);
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> whatIsOfNoStreamTellsNothingOfAny() {
        return guarded().stream().filter(OF_NONE::containsKey).map(route -> dynamicTest(route, () -> {
            Ask ask = OF_NONE.get(route);
            HttpResponse<String> answer =
                    send(ALPHA, route.substring(0, route.indexOf(' ')), ask.path, ask.body);
            assertThat(answer.statusCode()).isNotIn(401, 403);
            assertThat(answer.body()).doesNotContain(SECRET);
        }));
    }

    @TestFactory
    Stream<DynamicTest> withoutAKnownKeyNoDoorOpens() {
        return guarded().stream().map(route -> dynamicTest(route, () -> {
            Ask ask = OF_BETA.containsKey(route) ? OF_BETA.get(route) : OF_NONE.get(route);
            String method = route.substring(0, route.indexOf(' '));
            for (HttpResponse<String> answer : List.of(
                    send(request(method, ask.path, ask.body)),
                    send(key(), method, ask.path, ask.body),
                    send(request(method, ask.path, ask.body).header("Authorization", "Basic " + ALL)),
                    send(request(method, ask.path, ask.body).header("api-key", ApiKey.hash(ALL))))) {
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"vectide\"");
                assertThat(answer.body()).doesNotContain(SECRET, ALL);
            }
        }));
    }

    @Test
    void theRestIsOpenAndTellsNothing() {
        assertThat(send(request("GET", "livez", "")).body()).isEqualTo("alive");
        assertThat(send(request("GET", "readyz", "")).body()).isEqualTo("ready");
        assertThat(send(request("GET", "", "")).statusCode()).isEqualTo(200);
        assertThat(send(request("GET", "page/main.js", "")).statusCode()).isEqualTo(200);
        assertThat(send(request("GET", "nothing/here", "")).statusCode()).isEqualTo(401);
    }

    @Test
    void refusalsHaveTheShapeOfTheirDoor() {
        HttpResponse<String> qdrant = send(request("GET", "collections/beta", ""));
        assertThat(json(qdrant).at("/status/error").asText()).contains("API key");
        HttpResponse<String> openAi = send(request("POST", "v1/embeddings", "{}"));
        assertThat(json(openAi).at("/error/code").asText()).isEqualTo("invalid_api_key");
        HttpResponse<String> own = send(request("GET", "v1/alerts", ""));
        assertThat(own.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(own).path("status").asInt()).isEqualTo(401);
        assertThat(json(send(ALPHA_READ, "PUT", "v1/streams/alpha", "")).path("detail").asText())
                .isEqualTo("key 'alpha-read' has no admin of stream 'alpha'");
    }

    @Test
    void qdrantsHeaderIsAKeyToo() {
        assertThat(send(request("GET", "collections/alpha", "").header("api-key", ALPHA)).statusCode()).isEqualTo(200);
        assertThat(send(request("GET", "collections/beta", "").header("api-key", ALPHA)).statusCode()).isEqualTo(403);
    }

    @Test
    void aVerbIncludesNoOther() {
        String event = "{\"id\": \"w\", \"text\": \"written\"}";
        assertThat(send(ALPHA_READ, "POST", "v1/streams/alpha/events", event).statusCode()).isEqualTo(403);
        assertThat(send(ALPHA_WRITE, "POST", "v1/streams/alpha/events", event).statusCode()).isEqualTo(202);
        assertThat(send(ALPHA_WRITE, "POST", "collections/alpha/points/query", QUERY).statusCode()).isEqualTo(403);
        assertThat(send(ALPHA_READ, "POST", "collections/alpha/points/query", QUERY).statusCode()).isEqualTo(200);
        assertThat(send(ALPHA_READ, "DELETE", "v1/streams/alpha", "").statusCode()).isEqualTo(403);
        assertThat(send(ALPHA_WRITE, "DELETE", "v1/streams/alpha", "").statusCode()).isEqualTo(403);
    }

    @Test
    void otherSpellingsOfAStreamAreThatStream() {
        for (String name : List.of("beta@all-minilm-l6-v2", "%62eta", "beta%40all-minilm-l6-v2")) {
            assertThat(send(ALPHA, "POST", "collections/" + name + "/points/query", QUERY).statusCode()).isEqualTo(403);
        }
        assertThat(send(ALPHA, "GET", "v1/streams/%62eta/scores", "").statusCode()).isEqualTo(403);
        assertThat(send(ALPHA, "GET", "v1/streams/alpha/../beta/scores", "").statusCode()).isIn(400, 403);
        assertThat(send(ALPHA, "GET", "v1/streams/alpha/%2e%2e/beta/scores", "").statusCode()).isIn(400, 403, 404);
    }

    @Test
    void anEventThatNamesAnotherStreamIsRefusedAlone() {
        String batch = """
                [{"specversion": "1.0", "id": "c1", "source": "/s", "type": "t", "data": "fine",
                  "datacontenttype": "text/plain"},
                 {"specversion": "1.0", "id": "c2", "source": "/s", "type": "t", "stream": "beta", "data": "not fine",
                  "datacontenttype": "text/plain"}]""";
        HttpResponse<String> answer = send(request("POST", "v1/streams/alpha/events", batch)
                .header("Authorization", "Bearer " + ALPHA)
                .setHeader("Content-Type", "application/cloudevents-batch+json"));
        assertThat(json(answer).path("accepted").asInt()).isEqualTo(1);
        assertThat(json(answer).at("/rejected/0/id").asText()).isEqualTo("c2");
        assertThat(json(answer).at("/rejected/0/reason").asText()).contains("no write of stream 'beta'");
    }

    @Test
    void anExampleOfAnotherStreamIsNotFound() {
        String recommend = "{\"query\": {\"recommend\": {\"positive\": [\"b1\"]}}}";
        assertThat(send(ALPHA, "POST", "collections/alpha/points/query", recommend).statusCode()).isEqualTo(404);
    }

    @Test
    void aSilenceOfAnotherStreamOrOfAllCannotBeTakenBack() {
        String one = json(send(ALL, "POST", "v1/alerts/silences", SILENCE)).path("id").asText();
        String ofAll = SILENCE.replace("\"stream\": \"beta\"", "\"detector\": \"drift\"");
        String all = json(send(ALL, "POST", "v1/alerts/silences", ofAll)).path("id").asText();
        assertThat(one).isNotEmpty();
        for (String id : List.of(one, all)) {
            assertThat(send(ALPHA, "DELETE", "v1/alerts/silences/" + id, "").statusCode()).isEqualTo(404);
            assertThat(send(ALPHA, "GET", "v1/alerts/silences", "").body()).doesNotContain(id);
            assertThat(send(ALL, "DELETE", "v1/alerts/silences/" + id, "").statusCode()).isEqualTo(204);
        }
        assertThat(send(ALPHA, "POST", "v1/alerts/silences", ofAll).statusCode()).isEqualTo(403);
    }

    @Test
    void theLiveFeedShowsAReaderItsOwnStreamsOnly() throws Exception {
        HttpRequest live = request("GET", "v1/live", "")
                .header("Authorization", "Bearer " + ALPHA_READ)
                .header("Accept", "text/event-stream")
                .timeout(Duration.ofMinutes(5))
                .build();
        try (InputStream in = http.send(live, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            StringBuilder seen = new StringBuilder();
            Thread reader = new Thread(() -> read(in, seen));
            reader.setDaemon(true);
            reader.start();
            await().atMost(Duration.ofMinutes(1)).until(() -> text(seen).contains("connected"));
            for (String stream : List.of("beta", "alpha")) {
                send(ALL, "POST", "v1/streams/" + stream + "/events", "{\"id\": \"live-" + stream + "\", \"text\": \"" + stream
                        + " goes by\"}");
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> text(seen).contains("live-alpha"));
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> send(ALL, "GET", "v1/streams/beta/scores", "").body().contains("live-beta"));
            assertThat(text(seen)).doesNotContain("beta", "event: stats");
        }
        assertThat(send(request("GET", "v1/live", "")).statusCode()).isEqualTo(401);
    }

    private static void read(InputStream in, StringBuilder seen) {
        byte[] buffer = new byte[1 << 14];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                synchronized (seen) {
                    seen.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private static String text(StringBuilder seen) {
        synchronized (seen) {
            return seen.toString();
        }
    }

    @Test
    void theDoorBetweenIndexersTakesAKeyOfAllStreams() {
        String path = system.routes().stream()
                .filter(route -> route.contains("/internal/shards/"))
                .map(route -> route.substring("POST /".length()))
                .findFirst()
                .orElseThrow();
        assertThat(send(ALPHA, "POST", path, "{}").statusCode()).isEqualTo(403);
        assertThat(send(ALL, "POST", path, "{}").statusCode()).isEqualTo(400);
        assertThat(send(request("POST", path, "{}")).statusCode()).isEqualTo(401);
    }
}
