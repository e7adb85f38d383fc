package dev.vectide.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import dev.vectide.local.cli.Shell.Result;
import dev.vectide.local.cli.StubServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    private static final int POINTS = 60;
    private static final int PAGE = 25;

    @TempDir
    private Path folder;

    /** Two labels far apart; one point without a label, one with a vector for each part of its text. */
    private static ObjectNode point(int i) {
        ObjectNode point = Json.MAPPER.createObjectNode().put("id", "p" + i);
        ObjectNode payload = point.putObject("payload");
        if (i != 7) {
            payload.put("team", i % 2 == 0 ? "even" : "odd");
        }
        ArrayNode vector = point.putArray("vector");
        if (i == 9) {
            vector.addArray().add(1).add(0).add(0);
            vector.addArray().add(0).add(1).add(0);
        } else {
            vector.add(i % 2).add(1 - i % 2).add(i / 1000.0);
        }
        return point;
    }

    private static Answer answer(StubServer.Request request) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        ObjectNode result = json.putObject("result");
        if (request.method().equals("GET")) {
            result.put("space", "some-space-12345678").put("fingerprint", "ab");
        } else {
            String offset = request.body().replaceAll("(?s).*\"offset\":\"p(\\d+)\".*", "$1");
            int from = offset.equals(request.body()) ? 0 : Integer.parseInt(offset);
            ArrayNode points = result.putArray("points");
            for (int i = from; i < Math.min(POINTS, from + PAGE); i++) {
                points.add(point(i));
            }
            if (from + PAGE < POINTS) {
                result.put("next_page_offset", "p" + (from + PAGE));
            } else {
                result.putNull("next_page_offset");
            }
        }
        return new Answer(200, json.toString());
    }

    @Test
    void aCollectionIsReadPageByPageAndItsVectorsAreTakenAsTheyAre() throws IOException {
        try (StubServer server = new StubServer(EvaluateCommandTest::answer)) {
            Result result = new Shell().run(
                    "evaluate", "--url", server.url(), "--collection", "tickets", "--label", "team", "--tasks", "knn",
                    "--output", "json");

            assertThat(result.exitCode()).as(result.err()).isZero();
            JsonNode json = Json.MAPPER.readTree(result.out());
            assertThat(json.at("/results/0/scores/test/0/accuracy_knn_5").asDouble()).isEqualTo(1);
            assertThat(json.at("/results/0/model_name").asText()).isEqualTo("tickets (some-space-12345678)");
            assertThat(json.at("/data/documents").asInt()).isEqualTo(POINTS - 2);
            assertThat(json.at("/data/rejected_rows/0/reason").asText())
                    .isEqualTo("point p7: team: expected a label, found none");
            assertThat(json.at("/data/rejected_rows/1/reason").asText())
                    .isEqualTo("point p9: vector: expected one, found one for each of 2 parts of the text");
            assertThat(server.requests).hasSize(4);
        }
    }

    @Test
    void aCollectionWhoseTextsAreNotStoredCannotBeEncodedAgain() throws IOException {
        try (StubServer server = new StubServer(EvaluateCommandTest::answer)) {
            Result result = new Shell().run(
                    "evaluate", "--url", server.url(), "--collection", "tickets", "--label", "team", "--tasks", "knn",
                    "--spaces", "all-minilm-l6-v2");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).contains("--collection: tickets: point p", "the stream does not store it");
        }
    }

    @Test
    void dataThatAreNothingKnownAreOneLineAndExitCode2() throws IOException {
        Files.writeString(folder.resolve("test.tsv"), "a\tb\n1\t2\n");

        Result result = new Shell().run("evaluate", "--data", folder.toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines()).filteredOn(line -> line.startsWith("vectide: "))
                .singleElement().asString().contains("--data: test.tsv: expected a file or folder of pairs");
    }

    @Test
    void aTaskThatWantsOtherDataAndASpaceThatNobodyKnowsAreNamed() throws IOException {
        Files.writeString(folder.resolve("test.tsv"), "text\tlabel\na\tx\nb\ty\nc\tx\nd\ty\ne\tx\nf\ty\n");

        Result task = new Shell().run("evaluate", "--data", folder.toString(), "--tasks", "sts");
        Result space = new Shell().run("evaluate", "--data", folder.toString(), "--spaces", "nobodys");

        assertThat(task.exitCode()).isEqualTo(2);
        assertThat(task.err()).contains("--tasks: sts wants other data");
        assertThat(space.exitCode()).isEqualTo(2);
        assertThat(space.err()).contains("--spaces = nobodys: unknown space; expected one of [all-minilm-l6-v2,");
    }
}
