package dev.vectide.encoder.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.vectide.encoder.RunningEncoder;
import dev.vectide.testing.TestConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** OpenAI's own JavaScript client, from npm, against the door. Wants Node.js 20 or newer with npm. */
class OpenAiClientIT {
    private static final Path SOURCES = Path.of("src", "test", "js");
    private static final Path WORK = Path.of("target", "openai-client");

    @Test
    void itGetsVectorsModelsAndErrorsAsItExpectsThem() throws Exception {
        requireNode();
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "package-lock.json", "embeddings.mjs")) {
            Files.write(WORK.resolve(file), Files.readAllBytes(SOURCES.resolve(file)));
        }
        run("npm", "ci", "--no-audit", "--no-fund");
        try (RunningEncoder encoder = new RunningEncoder(TestConfig.of(Map.of()));
                Door door = new Door(encoder)) {
            String output = run("node", "embeddings.mjs", door.address() + "/v1");
            assertThat(output.lines().filter(line -> line.startsWith("ok "))).hasSize(7);
        }
    }

    private static void requireNode() throws InterruptedException {
        try {
            if (new ProcessBuilder("node", "--version").start().waitFor() == 0
                    && new ProcessBuilder("npm", "--version").start().waitFor() == 0) {
                return;
            }
        } catch (IOException e) {
            // Told below.
        }
        String missing = "the door is NOT checked against OpenAI's client: there is no Node.js with npm here";
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(missing);
        }
        System.out.println(missing);
        abort(missing);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(WORK.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(String.join(" ", command) + "\n" + output).isZero();
            return output;
        } finally {
            process.destroy();
        }
    }
}
