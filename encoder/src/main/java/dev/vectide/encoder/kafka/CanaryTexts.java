package dev.vectide.encoder.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The texts of the canary: 256, of everyday matters, some in pairs that say the same, some odd. Their order counts. */
final class CanaryTexts {
    private CanaryTexts() {}

    static List<String> read() {
        try (InputStream in = Objects.requireNonNull(CanaryTexts.class.getResourceAsStream("canary.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
