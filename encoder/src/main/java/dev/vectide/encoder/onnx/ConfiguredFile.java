package dev.vectide.encoder.onnx;

import dev.vectide.core.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file of a space that the settings define.
 *
 * @param setting that names it
 */
record ConfiguredFile(String setting, String file) {
    private interface Reading<T> {
        T of(Path path) throws IOException;
    }

    /** @throws ConfigException if it cannot be read */
    byte[] read() {
        return with(Files::readAllBytes);
    }

    /** @throws ConfigException if not even its first byte can be read */
    void check() {
        with(path -> {
            try (InputStream in = Files.newInputStream(path)) {
                return in.read();
            }
        });
    }

    private <T> T with(Reading<T> reading) {
        try {
            return reading.of(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new ConfigException("settings", setting, file, "there is no such file");
        } catch (IOException | InvalidPathException e) {
            throw new ConfigException("settings", setting, file, "the file cannot be read: " + e);
        }
    }
}
