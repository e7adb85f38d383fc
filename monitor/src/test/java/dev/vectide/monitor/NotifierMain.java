package dev.vectide.monitor;

import dev.vectide.core.config.ConfigReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;

/** A notifier in a JVM of its own; its settings are the file it is given and the environment. Ends with its input. */
final class NotifierMain {
    private NotifierMain() {}

    public static void main(String[] args) throws Exception {
        try (NotifierApp app =
                NotifierApp.start(ConfigReader.read(Path.of(args[0]), System.getenv()), new SimpleMeterRegistry())) {
            System.out.println("notifier started: " + app.notReady().orElse("ready"));
            while (System.in.read() >= 0) {}
        }
    }
}
