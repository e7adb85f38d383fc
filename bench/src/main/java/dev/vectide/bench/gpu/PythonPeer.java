package dev.vectide.bench.gpu;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.wire.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * {@code peer.py} as a process that stays: it says what it is once it is ready, and then answers each line with a line of
 * JSON. {@code round} is answered with the seconds that all texts took, {@code vectors} with those of the first texts.
 *
 * <p>Used by one thread.
 */
final class PythonPeer implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter questions;
    private final String name;

    /** @throws IllegalStateException if it does not start; what it says of that is on standard error */
    PythonPeer(List<String> command) {
        try {
            this.process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException("the peer does not start: " + e.getMessage(), e);
        }
        this.answers = process.inputReader();
        this.questions = process.outputWriter();
        this.name = answer().path("ready").asText();
    }

    /** Versions, and the device. */
    String name() {
        return name;
    }

    double seconds() {
        return ask("round").path("seconds").asDouble();
    }

    /** Of the first texts, as many as it likes to answer. */
    List<float[]> vectors() {
        return Json.MAPPER.convertValue(
                ask("vectors").path("vectors"),
                Json.MAPPER.getTypeFactory().constructCollectionType(List.class, float[].class));
    }

    private JsonNode ask(String question) {
        try {
            questions.write(question);
            questions.newLine();
            questions.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the peer has ended", e);
        }
        return answer();
    }

    private JsonNode answer() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the peer has ended; what it said of that is above");
            }
            return Json.MAPPER.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
