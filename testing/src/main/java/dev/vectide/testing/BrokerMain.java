package dev.vectide.testing;

import dev.vectide.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A broker in a JVM of its own: prints its address, then runs until its standard input ends, so that it cannot outlive
 * the tests that started it, however they end.
 */
final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] arguments) throws IOException {
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]));
        System.out.println(TestKafka.READY + broker.bootstrap());
        while (System.in.read() >= 0) {
            // Nothing is said; the end of the stream is what counts.
        }
        Runtime.getRuntime().halt(0);
    }
}
