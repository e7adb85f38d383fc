package dev.vectide.testing;

import dev.vectide.core.config.VectideConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A main class of the tests in a JVM of its own, which can be killed. It is expected to run until its standard input ends, so
 * that it cannot outlive the tests that started it.
 */
public final class ForkedJvm {
    private final Process process;

    private ForkedJvm(Process process) {
        this.process = process;
    }

    /** @param settings as environment variables, on top of the namespace and the broker of {@code config} */
    public static ForkedJvm start(Class<?> main, VectideConfig config, Map<String, String> settings, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-modules",
                "jdk.incubator.vector"));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // What the tests are told by is no setting of the process.
        builder.environment().keySet().removeIf(name -> name.startsWith("VECTIDE_"));
        builder.environment().putAll(settings);
        builder.environment().put("VECTIDE_NAMESPACE", config.namespace());
        builder.environment().put("VECTIDE_KAFKA_BOOTSTRAP", config.kafka().bootstrap());
        return new ForkedJvm(builder.start());
    }

    /** As {@code kill -9} does; returns once it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends its input, on which it stops cleanly. */
    public void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            kill();
            throw new AssertionError("the process did not stop within two minutes");
        }
    }
}
