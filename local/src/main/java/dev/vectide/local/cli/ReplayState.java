package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.UUID;

/**
 * How far a file has come into a stream, kept over runs in {@code $XDG_STATE_HOME/vectide} (else {@code
 * ~/.local/state/vectide}), one small file for each file and stream. It holds only while the file stays as it was, and goes
 * when the file is done.
 *
 * <p>Used by one thread.
 */
final class ReplayState {
    private final Path file;
    private final String stream;
    private final Path state;

    private ReplayState(Path file, String stream, Path state) {
        this.file = file;
        this.stream = stream;
        this.state = state;
    }

    static ReplayState of(Path file, String stream, Map<String, String> environment) {
        String home = environment.getOrDefault("XDG_STATE_HOME", "");
        Path folder = home.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "state", "vectide")
                : Path.of(home, "vectide");
        Path whole = file.toAbsolutePath().normalize();
        String name = UUID.nameUUIDFromBytes((stream + "\n" + whole).getBytes(StandardCharsets.UTF_8)).toString();
        return new ReplayState(whole, stream, folder.resolve("ingest-" + name + ".json"));
    }

    /** Rows that are done; 0 if none are, or if the file is no more what it was. */
    long rows() {
        try {
            JsonNode kept = Json.MAPPER.readTree(Files.readAllBytes(state));
            return kept.path("version").asText().equals(version()) ? kept.path("rows").asLong() : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    void done(long rows) {
        try {
            Files.createDirectories(state.getParent());
            Path next = state.resolveSibling(state.getFileName() + ".next");
            Files.write(next, Json.write(Map.of("file", file.toString(), "stream", stream, "version", version(), "rows", rows)));
            Files.move(next, state, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw CommandException.failed(state + ": cannot be written: " + e.getMessage());
        }
    }

    void forget() {
        try {
            Files.deleteIfExists(state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String version() throws IOException {
        return Files.size(file) + " bytes of " + Files.getLastModifiedTime(file).toInstant();
    }
}
