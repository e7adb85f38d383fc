package dev.vectide.encoder;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.ControlStreams;
import dev.vectide.core.kafka.ControlTopic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;

/** The encoder in a JVM of its own, to be killed: runs until its standard input ends. */
public final class EncoderMain {
    private EncoderMain() {}

    public static void main(String[] arguments) throws IOException {
        VectideConfig config = ConfigReader.read(null, System.getenv());
        try (ControlTopic control = ControlTopic.start(config);
                EventsTopic events = new EventsTopic(config);
                EncoderApp app =
                        EncoderApp.start(config, new ControlStreams(control), events, new SimpleMeterRegistry())) {
            System.out.println("encoder starts: " + app.notReady().orElse("ready"));
            while (System.in.read() >= 0) {
                // Nothing is said; the end of the stream is what counts.
            }
        }
    }
}
