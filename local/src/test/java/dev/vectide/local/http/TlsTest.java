package dev.vectide.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.access.ApiKey;
import dev.vectide.core.config.ConfigException;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.http.Outgoing;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server behind TLS, and beyond limits; certificates are made by the JDK's keytool. */
class TlsTest {
    private static final String KEY = ApiKey.generate(new SecureRandom());

    @TempDir
    private Path folder;

    private VectideConfig config(Map<String, String> environment) throws IOException {
        Path file = Files.writeString(folder.resolve("vectide.yaml"), "security:\n  keys:\n    - {name: all, sha256: "
                + ApiKey.hash(KEY) + ", streams: [\"*\"], verbs: [read, write, admin]}\n");
        Map<String, String> all = new HashMap<>(environment);
        all.put("VECTIDE_HTTP_PORT", "0");
        return ConfigReader.read(file, all);
    }

    private VectideConfig tls(Certificates certificates) throws IOException {
        return config(Map.of(
                "VECTIDE_HTTP_TLS_CERTIFICATE", certificates.certificate().toString(),
                "VECTIDE_HTTP_TLS_KEY", certificates.key().toString()));
    }

    private static LocalServer start(VectideConfig config) {
        return LocalServer.start(
                config,
                config.security().apiKeys(),
                List.of(),
                LocalServer.State.of(() -> Optional.of("waits for broker-7")),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Duration.ZERO);
    }

    private static HttpResponse<String> get(Outgoing outgoing, URI uri) throws IOException, InterruptedException {
        HttpClient client = outgoing.client().build();
        return client.send(
                outgoing.signed(HttpRequest.newBuilder(uri)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whoTrustsTheCertificateIsServedAndNobodyElse() throws Exception {
        Certificates certificates = Certificates.make(folder, "server", "dns:localhost,ip:127.0.0.1");
        Certificates other = Certificates.make(folder, "other", "dns:localhost,ip:127.0.0.1");
        VectideConfig config = tls(certificates);
        LocalServer.check(config);
        try (LocalServer server = start(config)) {
            URI metrics = server.address(config.http()).resolve("metrics");
            assertThat(metrics.getScheme()).isEqualTo("https");

            Outgoing trusting = Outgoing.of(KEY, "--ca", certificates.certificate().toString());
            assertThat(get(trusting, metrics).statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> get(Outgoing.of(KEY, "--ca", other.certificate().toString()), metrics))
                    .isInstanceOf(SSLException.class);
            assertThatThrownBy(() -> get(Outgoing.PLAIN, metrics)).isInstanceOf(SSLException.class);
            assertThat(get(Outgoing.toItself(KEY, config.http()), metrics).statusCode()).isEqualTo(200);
            assertThat(raw(server.port(), "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")).doesNotContain("alive", "200");
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefusedExceptByTheProcessItself() throws Exception {
        Certificates elsewhere = Certificates.make(folder, "elsewhere", "dns:vectide.example");
        VectideConfig config = tls(elsewhere);
        try (LocalServer server = start(config)) {
            URI metrics = server.address(config.http()).resolve("metrics");
            assertThatThrownBy(() -> get(Outgoing.of(KEY, "--ca", elsewhere.certificate().toString()), metrics))
                    .isInstanceOf(SSLException.class);
            assertThat(get(Outgoing.toItself(KEY, config.http()), metrics).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aNewCertificateHoldsWithoutARestart() throws Exception {
        Certificates first = Certificates.make(folder, "first", "dns:localhost,ip:127.0.0.1");
        Certificates second = Certificates.make(folder, "second", "dns:localhost,ip:127.0.0.1");
        VectideConfig config = tls(first);
        try (LocalServer server = start(config)) {
            URI metrics = server.address(config.http()).resolve("metrics");
            Outgoing trusting = Outgoing.of(KEY, "--ca", second.certificate().toString());
            assertThatThrownBy(() -> get(trusting, metrics)).isInstanceOf(SSLException.class);

            Files.copy(second.key(), first.key(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(second.certificate(), first.certificate(), StandardCopyOption.REPLACE_EXISTING);

            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .until(() -> get(trusting, metrics).statusCode() == 200);
        }
    }

    @Test
    void aKeyOfAnotherCertificateRefusesTheStart() throws Exception {
        Certificates one = Certificates.make(folder, "one", "dns:localhost");
        VectideConfig config = config(Map.of(
                "VECTIDE_HTTP_TLS_CERTIFICATE", one.certificate().toString(),
                "VECTIDE_HTTP_TLS_KEY", one.certificate().toString()));
        assertThatThrownBy(() -> LocalServer.check(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("http.tls.key", "expected a private key in PEM");
        Certificates two = Certificates.make(folder, "two", "dns:localhost");
        VectideConfig crossed = config(Map.of(
                "VECTIDE_HTTP_TLS_CERTIFICATE", one.certificate().toString(),
                "VECTIDE_HTTP_TLS_KEY", two.key().toString()));
        assertThatThrownBy(() -> LocalServer.check(crossed))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected the key of the first certificate");
    }

    @Test
    void beyondLoopbackItListensWithKeysOnly() throws Exception {
        LocalServer.check(config(Map.of("VECTIDE_HTTP_HOST", "0.0.0.0")));
        assertThatThrownBy(() -> LocalServer.check(
                        ConfigReader.read(null, Map.of("VECTIDE_HTTP_PORT", "0", "VECTIDE_HTTP_HOST", "0.0.0.0"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected a loopback address");
    }

    @Test
    void aHeaderThatIsTooLargeIs431AndTheReasonOfReadinessIsForWhoMayReadAll() throws Exception {
        VectideConfig config = config(Map.of("VECTIDE_HTTP_MAX_HEADER", "2KiB"));
        try (LocalServer server = start(config)) {
            String request = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Long: %s\r\n\r\n";
            assertThat(raw(server.port(), request.formatted("x".repeat(1500)))).startsWith("HTTP/1.1 401");
            assertThat(raw(server.port(), request.formatted("x".repeat(2500)))).startsWith("HTTP/1.1 431");
            URI ready = server.address(config.http()).resolve("readyz");
            assertThat(get(Outgoing.PLAIN, ready).body()).contains("not ready").doesNotContain("broker-7");
            assertThat(get(Outgoing.of(KEY, "", ""), ready).body()).contains("broker-7");
        }
    }

    /** What comes back for bytes as they are. */
    private static String raw(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (java.net.SocketException e) {
            return "";
        }
    }
}
