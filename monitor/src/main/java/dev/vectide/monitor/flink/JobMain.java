package dev.vectide.monitor.flink;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.ControlSpaces;
import dev.vectide.core.kafka.ControlTopic;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.core.space.Space;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;

/**
 * What the job jar starts with, where {@code flink run} or the cluster's own routes submit it: one monitor, with the settings
 * of the system's file and environment. State backend, checkpoint storage and savepoint are the cluster's and the
 * submitter's to choose; everything that the results depend on is not.
 */
public final class JobMain {
    private static final String MONITOR = "--monitor";
    private static final String CONFIG = "--config";
    private static final String SPACE = "--space";
    private static final String USAGE = "expected " + MONITOR + " collapse|drift|novelty [" + CONFIG + " FILE] [" + SPACE
            + " NAME], and environment variables such as VECTIDE_KAFKA_BOOTSTRAP";

    private JobMain() {}

    public static void main(String[] arguments) throws Exception {
        run(List.of(arguments), System.getenv());
    }

    static void run(List<String> arguments, Map<String, String> environment) throws Exception {
        Map<String, String> options = options(arguments);
        String file = options.get(CONFIG);
        VectideConfig config = ConfigReader.read(file == null ? null : Path.of(file), environment);
        if (config.kafka().bootstrap().isEmpty()) {
            throw new IllegalArgumentException("kafka.bootstrap is not set: a job reads the Kafka that it names");
        }
        Space space = space(config, options.getOrDefault(SPACE, config.encoder().space()));
        submit(config, space, factory(config, space, options.getOrDefault(MONITOR, "")));
    }

    private static <S> void submit(VectideConfig config, Space space, MonitorFactory<S> factory) throws Exception {
        String name = MonitorJob.id(config, space, factory.create().name());
        StreamExecutionEnvironment job =
                StreamExecutionEnvironment.getExecutionEnvironment(JobSettings.submitted(config, name));
        MonitorJob.wire(job, config, space, factory);
        job.executeAsync(name);
    }

    /** Of options in pairs, each at most once. */
    static Map<String, String> options(List<String> arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (!Set.of(MONITOR, CONFIG, SPACE).contains(option)) {
                throw new IllegalArgumentException("'" + option + "' is no option; " + USAGE);
            }
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(option + " without a value; " + USAGE);
            }
            if (options.put(option, arguments.get(i + 1)) != null) {
                throw new IllegalArgumentException(option + " twice; " + USAGE);
            }
        }
        return options;
    }

    static MonitorFactory<?> factory(VectideConfig config, Space space, String name) {
        MonitorFactory<?> factory = Monitors.byName(config, space).get(name);
        if (factory == null) {
            throw new IllegalArgumentException("'" + name + "' is no monitor; " + USAGE);
        }
        return factory;
    }

    /** The topics are made where they are missing, as a source without its topic fails. */
    private static Space space(VectideConfig config, String name) {
        try (Admin admin = KafkaSettings.of(config.kafka()).admin()) {
            TopicAdmin topics = new TopicAdmin(config);
            topics.ensureShared(admin);
            try (ControlTopic control = ControlTopic.start(config)) {
                Space space = new ControlSpaces(control).get(name);
                topics.ensureVectors(admin, space);
                return space;
            }
        }
    }
}
