package dev.vectide.indexer.streams;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.Encoder;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.space.Space;
import dev.vectide.indexer.Documents;
import dev.vectide.indexer.IndexerApp;
import io.javalin.Javalin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * An indexer with its doors over {@link Documents#SPACE}, without an encoder or a way in; runs until its standard input ends.
 * Arguments: the directory of its store and its configuration.
 */
public final class IndexerMain {
    private IndexerMain() {}

    public static void main(String[] arguments) throws IOException {
        VectideConfig config = ConfigReader.read(Path.of(arguments[1]), System.getenv());
        try (IndexerApp app = IndexerApp.start(
                config,
                new NoEncoder(),
                events -> {
                    throw new UnsupportedOperationException();
                },
                NoStreams.KNOWN,
                Path.of(arguments[0]),
                new SimpleMeterRegistry())) {
            Javalin server = Javalin.create(javalin -> {
                javalin.startup.showJavalinBanner = false;
                app.routes().register(javalin);
                app.shardRoutes().register(javalin);
                javalin.routes.get("/readyz", context -> context.status(app.notReady().isEmpty() ? 200 : 503)
                        .result(app.notReady().orElse("ready")));
            });
            server.start(config.http().host(), config.http().port());
            while (System.in.read() >= 0) {
                // Nothing is said; the end of the stream is what counts.
            }
            server.stop();
        }
    }

    private static final class NoEncoder implements Encoder {
        @Override
        public Space space() {
            return Documents.SPACE;
        }

        @Override
        public List<Encoded> encode(List<String> texts, InputType type) {
            throw new EncoderException("no encoder", null);
        }
    }
}
