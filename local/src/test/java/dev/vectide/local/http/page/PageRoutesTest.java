package dev.vectide.local.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PageRoutesTest {
    /** What a file of the page asks for: attributes of the document, imports of a module. */
    private static final Pattern ASKS = Pattern.compile("(?:src=|href=|from )[\"']([^\"'#]+)[\"']");

    private static Javalin server;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    new PageRoutes().register(config);
                })
                .start("127.0.0.1", 0);
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void allowsTheBrowserNothingButThisHost() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type).matches("text/html; ?charset=utf-8"));
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'");
    }

    @Test
    void servesAllThatThePageAsksFor() throws Exception {
        Deque<URI> open = new ArrayDeque<>(Set.of(URI.create("/")));
        Set<URI> seen = new LinkedHashSet<>(open);
        while (!open.isEmpty()) {
            URI path = open.pop();
            HttpResponse<String> file = get(path.toString());
            assertThat(file.statusCode()).as(path.toString()).isEqualTo(200);
            if (path.getPath().startsWith("/webjars/")) {
                continue;
            }
            Matcher asks = ASKS.matcher(file.body());
            while (asks.find()) {
                URI asked = path.resolve(asks.group(1));
                assertThat(asked.getHost()).as("%s asks %s", path, asked).isNull();
                if (seen.add(asked)) {
                    open.add(asked);
                }
            }
        }
        assertThat(seen).map(URI::toString).contains("/page/main.js", "/page/chart.js", "/webjars/uplot/uPlot.esm.js");
    }

    @Test
    void doesNotSendAgainWhatTheBrowserHas() throws Exception {
        String tag = get("/page/main.js").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = send(request("/page/main.js").header("If-None-Match", tag));

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void servesNothingElseOfTheClassPath() throws Exception {
        for (String path : Set.of("/page/PageRoutes.class", "/page/%2e%2e/package-info.class", "/webjars/uplot/LICENSE")) {
            assertThat(get(path).statusCode()).as(path).isBetween(400, 404);
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
