package dev.vectide.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.wire.Json;
import dev.vectide.local.cli.Shell.Result;
import dev.vectide.local.cli.StubServer.Answer;
import dev.vectide.local.cli.StubServer.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestCommandTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        String rows = IntStream.range(0, 1200)
                .mapToObj(i -> "{\"id\":\"d" + i + "\",\"text\":\"text " + i + "\"}\n")
                .collect(Collectors.joining());
        file = Files.writeString(folder.resolve("rows.ndjson"), rows);
    }

    private Result ingest(StubServer server, String... more) {
        String[] args = {"ingest", file.toString(), "--stream", "s", "--url", server.url()};
        String[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(args), java.util.Arrays.stream(more))
                .toArray(String[]::new);
        return new Shell().with("XDG_STATE_HOME", folder.resolve("state").toString()).run(all);
    }

    private static Answer accepted(Request request) {
        return new Answer(202, "{\"accepted\":" + request.lines().size() + ",\"rejected\":[],\"position\":\"0:1\"}");
    }

    private static List<String> sent(StubServer server) {
        return server.requests.stream().flatMap(request -> request.lines().stream()).toList();
    }

    @Test
    void everyRowIsSentOnceAndMarkedAsReplay() throws IOException {
        try (StubServer server = new StubServer(IngestCommandTest::accepted)) {
            Result result = ingest(server);

            assertThat(result.exitCode()).isZero();
            assertThat(result.out()).contains("rows.ndjson: 1,200 accepted, 0 rejected.");
            assertThat(sent(server)).containsExactlyElementsOf(Files.readAllLines(file));
            assertThat(server.requests).allMatch(request -> request.path().equals("/v1/streams/s/events?origin=replay"));
        }
    }

    @Test
    void aFullServerIsAskedAgain() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        try (StubServer server = new StubServer(request -> calls.incrementAndGet() % 2 == 1
                ? new Answer(calls.get() == 1 ? 429 : 503, "{\"detail\":\"full\"}")
                : accepted(request))) {
            Result result = ingest(server, "--live");

            assertThat(result.exitCode()).isZero();
            assertThat(result.out()).contains("1,200 accepted");
            assertThat(calls.get()).isEqualTo(6);
            assertThat(server.requests).allMatch(request -> request.path().endsWith("?origin=live"));
        }
    }

    @Test
    void brokenOffItGoesOnBehindTheLastAcknowledgedRow() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        try (StubServer server = new StubServer(
                request -> calls.incrementAndGet() == 2 ? new Answer(500, "{\"detail\":\"broken\"}") : accepted(request))) {
            Result first = ingest(server);
            server.requests.clear();
            Result second = ingest(server);

            assertThat(first.exitCode()).isEqualTo(1);
            assertThat(first.err()).contains("vectide: broken");
            assertThat(second.exitCode()).isZero();
            assertThat(second.err()).contains("goes on behind row 500");
            assertThat(sent(server)).containsExactlyElementsOf(Files.readAllLines(file).subList(500, 1200));
            assertThat(second.out()).contains("700 accepted, 0 rejected, 500 sent by an earlier run");
            try (var left = Files.list(folder.resolve("state/vectide"))) {
                assertThat(left).as("a file that is done leaves nothing behind").isEmpty();
            }
        }
    }

    @Test
    void aFileThatChangedBeginsAnew() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        try (StubServer server = new StubServer(
                request -> calls.incrementAndGet() == 2 ? new Answer(500, "{}") : accepted(request))) {
            ingest(server);
            server.requests.clear();
            Files.writeString(file, "{\"id\":\"new\",\"text\":\"other\"}\n");
            Result result = ingest(server);

            assertThat(result.out()).contains("1 accepted, 0 rejected.");
        }
    }

    @Test
    void refusedRowsAreListedByTheirNumber() throws IOException {
        Files.writeString(file, "{\"id\":\"a\",\"text\":\"x\"}\n{oops\n{\"id\":\"b\",\"text\":\"\"}\n");
        try (StubServer server = new StubServer(request ->
                new Answer(202, "{\"accepted\":1,\"rejected\":[{\"index\":1,\"id\":\"b\",\"reason\":\"text: empty\"}]}"))) {
            Result result = ingest(server, "--output", "json");

            assertThat(result.exitCode()).isEqualTo(1);
            JsonNode report = Json.MAPPER.readTree(result.out()).at("/files/0");
            assertThat(report.get("accepted").asInt()).isEqualTo(1);
            assertThat(report.get("rejects").findValuesAsText("row")).containsExactly("2", "3");
            assertThat(result.err()).contains("rows.ndjson: row 3: text: empty");
        }
    }

    @Test
    void aBatchThatIsTooLargeIsHalvedDownToTheRowThatIs() throws IOException {
        Files.writeString(file, "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"text\":\"long\"}\n{\"id\":\"c\",\"text\":\"y\"}\n");
        try (StubServer server = new StubServer(request -> request.body().contains("long")
                ? new Answer(413, "{\"detail\":\"larger than 1MiB\"}")
                : accepted(request))) {
            Result result = ingest(server);

            assertThat(result.out()).contains("2 accepted, 1 rejected.");
            assertThat(result.err()).contains("row 2: larger than 1MiB");
        }
    }

    @Test
    void aBatchOfNothingButBadRowsIsNoFailureOfTheRun() throws IOException {
        Files.writeString(file, "{\"id\":\"a\"}\n");
        try (StubServer server = new StubServer(request -> new Answer(400,
                "{\"detail\":\"x\",\"faults\":[{\"index\":0,\"id\":\"a\",\"field\":\"text\",\"reason\":\"missing\"},"
                        + "{\"index\":0,\"id\":\"a\",\"field\":\"time\",\"reason\":\"missing\"}]}"))) {
            Result result = ingest(server);

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).contains("row 1: text: missing; time: missing");
        }
    }

    @Test
    void aPacedReplayTakesItsTime() throws IOException {
        Files.writeString(file, "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"text\":\"x\"}\n{\"id\":\"c\",\"text\":\"x\"}\n");
        try (StubServer server = new StubServer(IngestCommandTest::accepted)) {
            long start = System.nanoTime();
            Result result = ingest(server, "--rate", "4");

            assertThat(result.exitCode()).isZero();
            assertThat(System.nanoTime() - start).as("three rows at four a second").isGreaterThan(480_000_000L);
        }
    }

    @Test
    void aColumnThatIsNotThereIsToldWithTheOnesThatAre() throws IOException {
        Path table = Files.writeString(folder.resolve("t.csv"), "id,body\n1,hello\n");
        try (StubServer server = new StubServer(IngestCommandTest::accepted)) {
            Result result = new Shell()
                    .with("XDG_STATE_HOME", folder.toString())
                    .run("ingest", table.toString(), "--url", server.url());

            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err()).contains("no column 'text' in the header (id, body); name it with --text");
        }
    }
}
