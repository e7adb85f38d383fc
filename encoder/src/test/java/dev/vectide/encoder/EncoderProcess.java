package dev.vectide.encoder;

import dev.vectide.core.config.VectideConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The encoder in a JVM of its own, which can be killed. */
public final class EncoderProcess {
    private final Process process;

    private EncoderProcess(Process process) {
        this.process = process;
    }

    /** @param settings as environment variables, on top of the namespace and the broker of {@code config} */
    public static EncoderProcess start(VectideConfig config, Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EncoderMain.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(settings);
        builder.environment().put("VECTIDE_NAMESPACE", config.namespace());
        builder.environment().put("VECTIDE_KAFKA_BOOTSTRAP", config.kafka().bootstrap());
        return new EncoderProcess(builder.start());
    }

    /** As {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends its input, on which it stops cleanly. */
    public void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            kill();
            throw new AssertionError("the encoder did not stop within two minutes");
        }
    }
}
