package dev.vectide.monitor.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.monitor.notify.Settled;
import dev.vectide.monitor.reports.ReportBook;
import io.javalin.Javalin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
    private final LiveFeed feed = new LiveFeed(
            () -> Map.of("documents", 1), new AlertViews(new ReportBook(), () -> Settled.NOTHING, Clock.systemUTC()));
    private final Javalin server = Javalin.create(feed::register).start("127.0.0.1", 0);

    @AfterEach
    void stop() {
        server.stop();
        feed.close();
    }

    private Socket reader() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.getOutputStream()
                .write("GET /v1/live HTTP/1.1\r\nHost: test\r\nAccept: text/event-stream\r\n\r\n".getBytes(US_ASCII));
        return socket;
    }

    private static void awaitStats(Socket socket) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        String line = lines.readLine();
        while (line != null && !line.equals("event: stats")) {
            line = lines.readLine();
        }
        assertThat(line).isEqualTo("event: stats");
    }

    @Test
    void aServerThatStopsTakesItsReadersAlong() throws IOException {
        try (Socket one = reader();
                Socket other = reader()) {
            awaitStats(one);
            awaitStats(other);

            server.stop();

            assertThat(writers()).isZero();
        }
    }

    @Test
    void aReaderThatGoesIsForgotten() throws IOException {
        try (Socket stays = reader()) {
            try (Socket goes = reader()) {
                awaitStats(goes);
                goes.setSoLinger(true, 0);
            }
            awaitStats(stays);
            await().atMost(Duration.ofMinutes(1)).until(() -> writers() == 1);
        }
    }

    private static long writers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("live-client"))
                .count();
    }
}
