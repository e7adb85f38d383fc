package dev.vectide.indexer;

import dev.vectide.core.config.ConfigReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;

/** The indexer in a JVM of its own, to be killed: runs until its standard input ends. */
public final class IndexerMain {
    private IndexerMain() {}

    public static void main(String[] arguments) throws IOException {
        try (IndexerApp app = IndexerApp.start(
                ConfigReader.read(null, System.getenv()), Documents.SPACE, Path.of(arguments[0]), new SimpleMeterRegistry())) {
            System.out.println("indexer starts: " + app.notReady().orElse("ready"));
            while (System.in.read() >= 0) {
                // Nothing is said; the end of the stream is what counts.
            }
        }
    }
}
