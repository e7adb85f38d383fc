package dev.vectide.monitor;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.monitor.flink.TestSpace;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;

/** The monitor in a JVM of its own, to be killed: runs until its standard input ends. */
public final class MonitorMain {
    private MonitorMain() {}

    public static void main(String[] arguments) throws IOException {
        VectideConfig config = ConfigReader.read(null, System.getenv());
        try (MonitorApp app =
                MonitorApp.start(config, TestSpace.SPACE, Path.of(arguments[0]), new SimpleMeterRegistry())) {
            System.out.println("monitor starts: " + app.notReady().orElse("ready"));
            while (System.in.read() >= 0) {
                // Nothing is said; the end of the stream is what counts.
            }
        }
    }
}
