package dev.vectide.testing;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import java.util.HashMap;
import java.util.Map;

/** Settings for a test: the defaults, the shared broker, a namespace of its own; no canary, which takes its time. */
public final class TestConfig {
    private TestConfig() {}

    /** @param settings as environment variables, such as {@code VECTIDE_ENCODER_SPACE} */
    public static VectideConfig of(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.putIfAbsent("VECTIDE_KAFKA_BOOTSTRAP", TestKafka.shared().bootstrap());
        environment.putIfAbsent("VECTIDE_NAMESPACE", TestKafka.namespace());
        environment.putIfAbsent("VECTIDE_ENCODER_CANARY_INTERVAL", "0s");
        return ConfigReader.read(null, environment);
    }
}
