package dev.vectide.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/readyz", 200, "ready");
        answer("/waiting", 503, "waits for Kafka");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anAnswerIsGoodOrIsTold() {
        assertThat(Probe.fault(address("/readyz"))).isEmpty();
        assertThat(Probe.fault(address("/waiting"))).endsWith("/waiting answers 503: waits for Kafka");
    }

    @Test
    void noAnswerIsTold() {
        assertThat(Probe.fault("http://127.0.0.1:1/readyz")).startsWith("http://127.0.0.1:1/readyz does not answer");
        assertThat(Probe.fault("nowhere")).startsWith("nowhere does not answer");
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void answer(String path, int status, String text) {
        server.createContext(path, exchange -> {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
