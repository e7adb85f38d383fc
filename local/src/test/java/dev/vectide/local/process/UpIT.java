package dev.vectide.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpIT {
    @TempDir
    private Path folder;

    @Test
    void eventsAreTakenAndFoundAgainAfterACleanRestart() throws Exception {
        Path data = folder.resolve("data");
        String bootstrap;
        String position;
        try (VectideProcess vectide = VectideProcess.start(Map.of(), "up", "--port", "0", "--data", data.toString())) {
            VectideProcess.Ready ready = vectide.awaitReady();
            bootstrap = ready.bootstrap();
            Client client = new Client(ready.address());
            assertThat(client.get("/livez").status()).isEqualTo(200);
            assertThat(client.get("/readyz").status()).isEqualTo(200);
            assertThat(client.get("/metrics").body()).contains("vectide_ingest_");
            Client.Answer posted = client.post(
                    "/v1/streams/pets/events",
                    "application/json",
                    "[{\"id\":\"cat\",\"text\":\"A kitten plays with wool.\"},{\"id\":\"bank\",\"text\":\"Shares fell again.\"}]");
            assertThat(posted.status()).as(posted.body()).isEqualTo(202);
            position = posted.json().get("position").asText();
            JsonNode hits = search(client, position);
            assertThat(hits.at("/0/id").asText()).isEqualTo("cat");
            // Counted right after it may be found.
            org.awaitility.Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> client.get("/metrics").body()
                    .contains("vectide_indexer_searchable_seconds_count{space=\"all-minilm-l6-v2\"} 2"));

            secondInstanceIsRefused(data, vectide.pid());

            vectide.terminate();
            assertThat(vectide.awaitExit()).isZero();
            assertThat(vectide.out()).contains("Stopping.", "Stopped.");
        }
        assertThat(data.resolve("logs/vectide.log")).isNotEmptyFile();

        try (VectideProcess vectide = VectideProcess.start(Map.of(), "up", "--port", "0", "--data", data.toString())) {
            VectideProcess.Ready ready = vectide.awaitReady();
            assertThat(ready.bootstrap()).as("where its clients know it").isEqualTo(bootstrap);
            assertThat(search(new Client(ready.address()), position).size()).isEqualTo(2);
            vectide.terminate();
            assertThat(vectide.awaitExit()).isZero();
        }
    }

    private void secondInstanceIsRefused(Path data, long owner) throws Exception {
        try (VectideProcess second = VectideProcess.start(Map.of(), "up", "--port", "0", "--data", data.toString())) {
            assertThat(second.awaitExit()).isEqualTo(69);
            assertThat(second.err())
                    .singleElement()
                    .asString()
                    .contains("data directory " + data, "belongs to a running Vectide (process " + owner + ")");
        }
    }

    private static JsonNode search(Client client, String position) throws IOException, InterruptedException {
        Client.Answer answer = client.send(
                "POST",
                "/collections/pets/points/query?timeout=120",
                "application/json",
                "{\"query\":{\"text\":\"a young cat\"},\"limit\":5,\"with_payload\":true}",
                "X-Min-Position",
                position);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().at("/result/points");
    }

    @Test
    void aPortInUseIsOneLineAndExitCode69() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                VectideProcess vectide = VectideProcess.start(
                        Map.of(), "up", "--port", Integer.toString(taken.getLocalPort()), "--data", folder.toString())) {
            assertThat(vectide.awaitExit()).isEqualTo(69);
            assertThat(vectide.err())
                    .singleElement()
                    .asString()
                    .contains("http.port: " + taken.getLocalPort() + " on 127.0.0.1 cannot be used");
        }
    }

    @Test
    void anUnknownSettingIsOneLineAndExitCode2() throws Exception {
        Path file = Files.writeString(folder.resolve("mine.yaml"), "indexer:\n  cache: 1GiB\n");
        try (VectideProcess vectide =
                VectideProcess.start(Map.of(), "up", "--config", file.toString(), "--data", folder.toString())) {
            assertThat(vectide.awaitExit()).isEqualTo(2);
            assertThat(vectide.err()).singleElement().asString().contains(file.toString(), "indexer.cache", "unknown key");
        }
    }

    @Test
    void aSpaceThatNobodyKnowsIsOneLineAndExitCode2() throws Exception {
        try (VectideProcess vectide = VectideProcess.start(
                Map.of("VECTIDE_ENCODER_SPACE", "nobodys"), "up", "--port", "0", "--data", folder.toString())) {
            assertThat(vectide.awaitExit()).isEqualTo(2);
            assertThat(vectide.err())
                    .singleElement()
                    .asString()
                    .contains("encoder.space = nobodys: unknown space; expected one of [all-minilm-l6-v2,");
        }
    }

    @Test
    void aModelThatIsNotThereIsOneLineAndExitCode2() throws Exception {
        Path model = folder.resolve("none.onnx");
        try (VectideProcess vectide = upWith(model)) {
            assertThat(vectide.awaitExit()).isEqualTo(2);
            assertThat(vectide.err())
                    .singleElement()
                    .asString()
                    .contains("spaces[0].model = " + model + ": there is no such file");
        }
    }

    /** It is known only when it is loaded, while the broker starts. */
    @Test
    void aModelThatIsNoneIsTheLastLineAndExitCode1() throws Exception {
        try (VectideProcess vectide = upWith(Files.writeString(folder.resolve("text.onnx"), "no model"))) {
            assertThat(vectide.awaitExit()).isEqualTo(1);
            assertThat(vectide.err()).last().asString().startsWith("vectide: space mine: the model cannot be loaded on cpu: ");
        }
    }

    private VectideProcess upWith(Path model) throws Exception {
        Path file = Files.writeString(
                folder.resolve("mine.yaml"),
                "encoder: {space: mine, device: cpu}\nspaces: [{name: mine, model: " + model
                        + ", dimension: 3, normalise: false, precision: full, image: {width: 4, height: 4}}]\n");
        return VectideProcess.start(
                Map.of(), "up", "--port", "0", "--config", file.toString(), "--data", folder.resolve("data").toString());
    }

    /** No machine has so many. */
    @Test
    void aGpuThatIsDemandedAndNotThereIsOneLineAndExitCode69() throws Exception {
        try (VectideProcess vectide = VectideProcess.start(
                Map.of("VECTIDE_ENCODER_DEVICE", "cuda:9999"), "up", "--port", "0", "--data", folder.toString())) {
            assertThat(vectide.awaitExit()).isEqualTo(69);
            assertThat(vectide.err())
                    .singleElement()
                    .asString()
                    .startsWith("vectide: encoder.device = cuda:9999: ")
                    .contains("set it to auto or cpu");
        }
    }

    @Test
    void anAddressThatOthersReachIsRefusedWithoutKeys() throws Exception {
        try (VectideProcess vectide = VectideProcess.start(
                Map.of("VECTIDE_HTTP_HOST", "0.0.0.0"), "up", "--port", "0", "--data", folder.toString())) {
            assertThat(vectide.awaitExit()).isEqualTo(2);
            assertThat(vectide.err()).singleElement().asString().contains("http.host = 0.0.0.0", "loopback");
        }
    }

    @Test
    void aStopWhileItStartsIsCleanToo() throws Exception {
        try (VectideProcess vectide =
                VectideProcess.start(Map.of(), "up", "--port", "0", "--data", folder.resolve("data").toString())) {
            org.awaitility.Awaitility.await().atMost(Duration.ofMinutes(1))
                    .until(() -> Files.exists(folder.resolve("data/.lock")));
            vectide.terminate();
            assertThat(vectide.awaitExit()).isZero();
        }
    }
}
