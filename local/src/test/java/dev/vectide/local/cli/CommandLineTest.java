package dev.vectide.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.wire.Json;
import dev.vectide.local.cli.Shell.Result;
import dev.vectide.local.cli.StubServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    /** Nobody listens there. */
    private static final String NOWHERE = "http://127.0.0.1:1";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "                                    | expected a command",
        "bogus                               | Unmatched argument at index 0: 'bogus'",
        "up --port 70000                     | --port: 70000, expected 0 to 65535",
        "up --port eighty                    | 'eighty' is not a",
        "monitor                             | kafka.bootstrap is empty, expected host:port",
        "monitor --instance a                | Unknown options: '--instance', 'a'",
        "search                              | TEXT",
        "search cats -k 0                    | -k: 0, expected 1 to 10000",
        "search cats --stream Cats!          | --stream: 'Cats!'",
        "search cats --filter [              | --filter: not JSON",
        "search cats --filter []             | --filter: expected a JSON object",
        "search cats --output xml            | expected one of",
        "search cats --url nowhere           | --url: 'nowhere', expected an address",
        "streams                             | expected list, add or remove",
        "streams add Tickets!                | NAME: 'Tickets!'",
        "streams add tickets --ttl forever   | --ttl: expected a duration",
        "alerts ack                          | --why",
        "alerts ack x --why y --for ever     | --for: expected a duration",
        "alerts silence --why y --for 1h     | expected --stream, --space, --detector or --severity",
        "alerts silence --why y --stream a   | expected --for or --until",
        "alerts silence --why y --stream A! --for 1h | --stream: 'A!'",
        "alerts silence --why y --stream a --until x | --until: 'x', expected a time",
        "reencode                            | --stream",
        "reencode --stream a --from tomorrow | tomorrow",
        "ingest no-such-file.csv             | no-such-file.csv: expected a file",
        "up --config no-such.yaml            | no-such.yaml",
        "demo --events 400                   | --events: 400 events, expected 20000",
        "demo --events 1000000               | to 30000",
        "demo --events many                  | 'many' is not an int",
        "evaluate                            | expected one of --data and --collection",
        "evaluate --data a --collection b    | expected one of --data and --collection",
        "evaluate --collection b             | --label: expected the attribute of b",
        "evaluate --data no-such-folder      | --data: no-such-folder: expected a folder or a file",
        "evaluate --data . --tasks sts,magic | --tasks: 'magic', expected some of sts, pairs, retrieval",
        "evaluate --data . --report no/a.htm | --report: no/a.htm: expected a file in a folder that exists",
        "evaluate --data . --adopt magic     | --adopt: 'magic', expected one of centring, all-but-the-top, whitening, adapter",
        "evaluate --data . --adopt centring --spaces a,b | --adopt: expected --data, one space",
        "demo --port 70000                   | --port: 70000, expected 0 to 65535"
    })
    void whatCannotBeMeantIsOneLineAndExitCode2(@org.jspecify.annotations.Nullable String line, String said) {
        Result result = new Shell().run(line == null ? new String[0] : line.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("vectide: ").contains(said).doesNotContain("\tat ");
        assertThat(result.err().lines().filter(text -> text.startsWith("vectide: "))).hasSize(1);
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "search cats",
        "streams list",
        "health",
        "alerts",
        "alerts --follow",
        "alerts silences",
        "alerts unsilence x",
        "alerts unack x",
        "reencode --stream a",
        "reference list",
        "reference show --stream a",
        "reference rebaseline --stream a --reason b",
        "reference export --stream a x",
        "evaluate --collection a --label b"
    })
    void aServerThatIsNotThereIsOneLineAndExitCode69(String line) {
        Result result = new Shell().with("VECTIDE_URL", NOWHERE).run(line.split(" "));

        assertThat(result.exitCode()).isEqualTo(69);
        assertThat(result.err().lines()).singleElement().asString().contains("no Vectide answers at " + NOWHERE);
    }

    @Test
    void verboseTellsWhereAnErrorCameFrom() {
        Result result = new Shell().run("health", "--verbose", "--url", NOWHERE);

        assertThat(result.err()).contains("\tat dev.vectide.local.cli.Api");
    }

    @Test
    void anUnknownSettingNamesFileAndPath() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), "encoder:\n  spaec: x\n");

        Result result = new Shell().run("config", "--config", file.toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines()).singleElement().asString().contains(file.toString(), "encoder.spaec", "unknown key");
    }

    @Test
    void theEffectiveSettingsHideSecrets() throws IOException {
        Path file = Files.writeString(
                folder.resolve("mine.yaml"), "kafka:\n  client:\n    ssl.key.password: hunter2\n    security.protocol: SSL\n");

        Result result = new Shell().with("VECTIDE_HTTP_PORT", "9999").run("config", "--print", "--config", file.toString());

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("9999", "SSL").doesNotContain("hunter2");
    }

    @Test
    void hitsAreShownAndCannotSteerTheTerminal() throws IOException {
        String hits = "{\"result\":{\"points\":[{\"id\":\"d1\",\"score\":0.75,\"payload\":{\"text\":\"a \\u001b[31mcat\",\"topic\":\"pets\"}}]}}";
        try (StubServer server = new StubServer(request -> new Answer(200, hits))) {
            Result result = new Shell().run("search", "--url", server.url(), "--stream", "s", "-k", "3", "two", "words");

            assertThat(result.exitCode()).isZero();
            assertThat(result.out()).contains("0.750  d1  (topic: pets)", "cat").doesNotContain("\u001b");
            assertThat(server.requests.get(0).path()).isEqualTo("/collections/s/points/query");
            assertThat(server.requests.get(0).body()).contains("\"text\":\"two words\"", "\"limit\":3");
        }
    }

    @Test
    void aSearchSaysWhatCounts() throws IOException {
        try (StubServer server = new StubServer(request -> new Answer(200, "{\"result\":{\"points\":[]}}"))) {
            new Shell().run("search", "--url", server.url(), "--stream", "s", "--mode", "hybrid", "--half-life", "7d", "e17");
            new Shell().run("search", "--url", server.url(), "--stream", "s", "e17");

            assertThat(server.requests.get(0).body()).contains("\"mode\":\"hybrid\"", "\"params\":{\"half_life\":\"7d\"}");
            assertThat(server.requests.get(1).body()).contains("\"mode\":\"vector\"").doesNotContain("params");
        }
    }

    @Test
    void whatIsSettledAboutAlertsSaysByWhomAndWhy() throws IOException {
        try (StubServer server = new StubServer(request -> new Answer(201, "{\"id\":\"7\",\"by\":\"eve\"}"))) {
            String ack = "alerts ack t/drift/1 --by eve --why busy --for 120m --url " + server.url();
            new Shell().run(ack.split(" "));
            new Shell().run("alerts", "silence", "--stream", "t", "--why", "move", "--for", "7d", "--url", server.url());
            new Shell().run("alerts", "unack", "t/drift/1", "--url", server.url());

            assertThat(Json.MAPPER.readTree(server.requests.get(0).body())).isEqualTo(Json.MAPPER.readTree(
                    "{\"alert\":\"t/drift/1\",\"by\":\"eve\",\"why\":\"busy\",\"for\":\"2h\"}"));
            assertThat(server.requests.get(1).body())
                    .contains("\"stream\":\"t\"", "\"by\":\"" + System.getProperty("user.name") + "\"", "\"for\":\"7d\"");
            assertThat(server.requests.get(2).path()).startsWith("/v1/alerts/acknowledgements");
        }
    }

    @Test
    void anAlertIsShownWithWhyNobodyIsTold() throws IOException {
        String alerts = """
                {"alerts":[{"id":"1","stream":"t","detector":"drift","state":"firing","severity":"warning","openedAt":"x",
                 "summary":"moved","acknowledged":{"by":"eve"}},
                 {"id":"2","stream":"t","detector":"drift","state":"firing","severity":"warning","openedAt":"x",
                 "summary":"moved","inhibitedBy":["t/encoder/1"]}]}""";
        try (StubServer server = new StubServer(request -> new Answer(200, alerts))) {
            Result result = new Shell().run("alerts", "--url", server.url());

            assertThat(result.out()).contains("since x  (acknowledged by eve)  moved", "(explained by t/encoder/1)");
        }
    }

    @Test
    void theServersReasonIsTold() throws IOException {
        String problem = "{\"type\":\"about:blank\",\"status\":404,\"detail\":\"stream 'nope' does not exist\"}";
        try (StubServer server = new StubServer(request -> new Answer(404, problem))) {
            Result result = new Shell().run("streams", "remove", "nope", "--url", server.url());

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).isEqualTo("vectide: stream 'nope' does not exist" + System.lineSeparator());
        }
    }

    @Test
    void aStreamThatIsAddedHasNoWishButThoseThatAreNamed() throws IOException {
        try (StubServer server = new StubServer(request -> new Answer(200, "{}"))) {
            new Shell().run("streams", "add", "a", "--url", server.url());
            new Shell().run("streams", "add", "b", "--long-texts", "chunk", "--near-duplicates", "0.9", "--url", server.url());

            assertThat(server.requests.get(0).body()).contains("\"ttl\":null", "\"long_texts\":null", "\"near_duplicates\":null");
            assertThat(server.requests.get(1).body()).contains("\"long_texts\":\"chunk\"", "\"near_duplicates\":0.9");
        }
    }

    @Test
    void reportsAreJsonWhereThatIsWanted() throws IOException {
        String streams = "{\"streams\":[{\"name\":\"a\",\"store_content\":true,\"ttl\":null}]}";
        try (StubServer server = new StubServer(request -> new Answer(200, streams))) {
            Result result = new Shell().run("streams", "list", "--output", "json", "--url", server.url());

            assertThat(Json.MAPPER.readTree(result.out()).get(0).get("name").asText()).isEqualTo("a");
        }
    }

    @Test
    void theDoctorSaysWhatToDoAboutAPortThatIsTaken() throws IOException {
        try (StubServer server = new StubServer(request -> new Answer(404, ""))) {
            String port = server.url().substring(server.url().lastIndexOf(':') + 1);

            Result result = new Shell().with("VECTIDE_HTTP_PORT", port).run("doctor", "--data", folder.toString());

            assertThat(result.exitCode()).isEqualTo(69);
            assertThat(result.out()).contains("127.0.0.1:" + port + " is taken; stop what is there");
        }
    }
}
