package dev.vectide.local.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * Kafka's own server in a JVM of its own: takes a file of its settings and SCRAM users, says that it is ready, and runs until
 * its standard input ends, so that it cannot outlive the tests that started it.
 */
final class SecureBrokerMain {
    static final String READY = "broker is ready";

    private SecureBrokerMain() {}

    /** @param arguments file of settings, then users as Kafka's storage tool takes them */
    public static void main(String[] arguments) throws Exception {
        Properties settings = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(arguments[0]))) {
            settings.load(in);
        }
        String data = settings.getProperty("log.dirs");
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setNodeId(Integer.parseInt(settings.getProperty("node.id")))
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(data))
                .setMetadataLogDirectory(data)
                .setControllerListenerName("CONTROLLER")
                .setScramArguments(List.of(arguments).subList(1, arguments.length))
                .run();
        new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM).startup();
        System.out.println(READY);
        untilInputEnds();
        Runtime.getRuntime().halt(0);
    }

    private static void untilInputEnds() throws IOException {
        while (System.in.read() >= 0) {
            // Nothing is said; the end of the stream is what counts.
        }
    }
}
