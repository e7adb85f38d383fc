package dev.vectide.monitor.flink;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorClusterTest {
    @Test
    void aMonitorThatThereIsNotIsRefused(@TempDir Path directory) {
        VectideConfig config = ConfigReader.read(null, Map.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> MonitorCluster.start(
                        config, TestSpace.SPACE, directory, new SimpleMeterRegistry(), Set.of("drift", "novelties")))
                .withMessage("no monitors: novelties; expected of collapse, drift, novelty");
    }
}
