package dev.vectide.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LocalServerTest {
    private final VectideConfig settings = ConfigReader.read(null, Map.of("VECTIDE_HTTP_PORT", "0"));
    private final AtomicReference<Optional<String>> notReady = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<String>> notAlive = new AtomicReference<>(Optional.empty());
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();

    private LocalServer start() {
        return LocalServer.start(
                settings,
                settings.security().apiKeys(),
                List.of(config -> config.routes.get("/slow", context -> {
                    asked.countDown();
                    answer.await();
                    context.result("done");
                })),
                new LocalServer.State(notReady::get, notAlive::get),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Duration.ofMinutes(2));
    }

    @Test
    void readinessAndLivenessAreToldApart() throws Exception {
        try (LocalServer server = start()) {
            assertThat(get(server, "/readyz").get().body()).isEqualTo("ready");
            notReady.set(Optional.of("waits for its partitions"));
            assertThat(get(server, "/readyz").get().statusCode()).isEqualTo(503);
            assertThat(get(server, "/readyz").get().body()).contains("waits for its partitions");
            assertThat(get(server, "/livez").get().body()).isEqualTo("alive");
            notAlive.set(Optional.of("its model broke"));
            assertThat(get(server, "/livez").get().statusCode()).isEqualTo(503);
            assertThat(get(server, "/livez").get().body()).contains("its model broke");
        }
    }

    @Test
    void aRequestThatIsBeingAnsweredIsAnsweredBeforeTheServerStops() throws Exception {
        LocalServer server = start();
        CompletableFuture<HttpResponse<String>> slow = get(server, "/slow");
        asked.await();
        int port = server.port();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
        await().atMost(Duration.ofMinutes(1)).until(() -> !takesConnections(port));
        assertThat(stopped).isNotDone();
        answer.countDown();

        assertThat(slow.get(1, TimeUnit.MINUTES).body()).isEqualTo("done");
        stopped.get(1, TimeUnit.MINUTES);
    }

    private CompletableFuture<HttpResponse<String>> get(LocalServer server, String path) {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return client.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static boolean takesConnections(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
