package dev.vectide.indexer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vectide.core.http.Outgoing;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over a socket, against a server that answers as told: first the statuses, then vectors of {@link FakeEncoder}. */
class HttpEncoderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(1700);

    private final Deque<Integer> statuses = new ArrayDeque<>();
    private final List<JsonNode> questions = new ArrayList<>();
    private String space = FakeEncoder.SPACE.qualifiedName();
    private int dimension = FakeEncoder.SPACE.dimension();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/embeddings", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void vectorsComeInTheOrderOfTheTexts() {
        List<Encoded> encoded = encoder(here()).encode(List.of("a cat", "a dog"), InputType.QUERY);

        assertThat(encoded)
                .extracting(Encoded::vector)
                .containsExactly(FakeEncoder.vector("a cat"), FakeEncoder.vector("a dog"));
        assertThat(questions).singleElement().satisfies(question -> {
            assertThat(question.path("model").asText()).isEqualTo(FakeEncoder.SPACE.qualifiedName());
            assertThat(question.path("input_type").asText()).isEqualTo("query");
            assertThat(question.path("truncate").asText()).isEqualTo("end");
        });
    }

    @Test
    void anEncoderThatIsBusyOrStopsIsAskedAgain() {
        statuses.addAll(List.of(429, 503));

        assertThat(encoder(here()).encode(List.of("a cat"), InputType.QUERY)).hasSize(1);
        assertThat(questions).hasSize(3);
    }

    @Test
    void oneThatIsBusyForLongIsAskedAsLongAsThereIsTime() {
        statuses.addAll(Collections.nCopies(6, 503));

        assertThat(encoder(here()).encode(List.of("a cat"), InputType.QUERY)).hasSize(1);
        assertThat(questions).hasSize(7);
    }

    @Test
    void oneThatStaysBusyIsGivenUp() {
        encoder(here()).encode(List.of("so that the first question is not the slowest"), InputType.QUERY);
        statuses.addAll(Collections.nCopies(100, 503));

        assertThatThrownBy(() -> encoder(SHORT, here()).encode(List.of("a cat"), InputType.QUERY))
                .isInstanceOf(EncoderException.class)
                .hasMessageContainingAll(
                        "no encoder of space " + space + " answered in 1700 ms", here().toString(), "503: told to");
    }

    @Test
    void anotherRefusalIsNotAskedTwice() {
        statuses.add(404);

        assertThatThrownBy(() -> encoder(here()).encode(List.of("a cat"), InputType.QUERY))
                .isInstanceOf(EncoderException.class)
                .hasMessageContainingAll(here().toString(), "404: told to");
        assertThat(questions).hasSize(1);
    }

    @Test
    void oneThatCannotBeReachedIsPassedOver() throws Exception {
        assertThat(encoder(nowhere(), here()).encode(List.of("a cat"), InputType.QUERY)).hasSize(1);
    }

    @Test
    void nobodyAnswers() throws Exception {
        URI nowhere = nowhere();

        assertThatThrownBy(() -> encoder(SHORT, nowhere).encode(List.of("a cat"), InputType.QUERY))
                .isInstanceOf(EncoderException.class)
                .hasMessageContainingAll(nowhere.toString(), "does not answer");
    }

    @Test
    void anAnswerOfAnotherSpaceIsRefusedWithBoth() {
        space = "other-00000000";

        assertThatThrownBy(() -> encoder(here()).encode(List.of("a cat"), InputType.QUERY))
                .isInstanceOf(EncoderException.class)
                .hasMessageContainingAll("in space other-00000000", "the store holds " + FakeEncoder.SPACE.qualifiedName());
    }

    @Test
    void aVectorOfAnotherLengthIsRefused() {
        dimension = 1;

        assertThatThrownBy(() -> encoder(here()).encode(List.of("a cat"), InputType.QUERY))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("4 bytes for a vector of " + FakeEncoder.SPACE.dimension() + " floats");
    }

    @Test
    void withoutAddressesTheSettingIsNamed() {
        assertThatThrownBy(() -> encoder().encode(List.of("a cat"), InputType.QUERY)).hasMessageContaining("indexer.encoder");
    }

    private static HttpEncoder encoder(URI... addresses) {
        return encoder(PATIENCE, addresses);
    }

    private static HttpEncoder encoder(Duration patience, URI... addresses) {
        return new HttpEncoder(FakeEncoder.SPACE, List.of(addresses), patience, Outgoing.PLAIN);
    }

    private URI here() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static URI nowhere() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode question = Json.MAPPER.readTree(exchange.getRequestBody());
        questions.add(question);
        int status = statuses.isEmpty() ? 200 : statuses.pop();
        ObjectNode body = Json.MAPPER.createObjectNode();
        if (status == 200) {
            exchange.getResponseHeaders().add("X-Embedding-Space", space);
            int index = 0;
            for (JsonNode text : question.path("input")) {
                byte[] bytes = dimension == FakeEncoder.SPACE.dimension()
                        ? FakeEncoder.vector(text.asText()).toLittleEndian()
                        : FloatVector.of(new float[dimension]).toLittleEndian();
                body.withArray("data")
                        .addObject()
                        .put("index", index++)
                        .put("embedding", Base64.getEncoder().encodeToString(bytes));
            }
            body.putObject("usage").put("prompt_tokens", 4).put("truncated_inputs", 0);
        } else {
            body.putObject("error").put("message", "told to");
        }
        byte[] bytes = Json.write(body);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
