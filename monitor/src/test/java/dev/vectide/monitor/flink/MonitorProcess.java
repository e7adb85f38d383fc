package dev.vectide.monitor.flink;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.monitor.MonitorMain;
import dev.vectide.testing.TestConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The monitor in a JVM of its own, which can be killed. */
final class MonitorProcess {
    private final Process process;

    private MonitorProcess(Process process) {
        this.process = process;
    }

    /** @param settings as in {@link TestConfig#of} */
    static MonitorProcess start(VectideConfig config, Map<String, String> settings, Path directory) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), MonitorMain.class.getName(), directory.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // What the tests are told by is no setting of the process.
        builder.environment().keySet().removeIf(name -> name.startsWith("VECTIDE_"));
        builder.environment().putAll(settings);
        builder.environment().put("VECTIDE_NAMESPACE", config.namespace());
        builder.environment().put("VECTIDE_KAFKA_BOOTSTRAP", config.kafka().bootstrap());
        return new MonitorProcess(builder.start());
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends its input, on which it stops cleanly. */
    void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            kill();
            throw new AssertionError("the monitor did not stop within two minutes");
        }
    }
}
