package dev.vectide.monitor.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobMainTest {
    private final VectideConfig config = ConfigReader.read(null, Map.of());

    @Test
    void optionsComeInPairs() {
        assertThat(JobMain.options(List.of("--monitor", "drift", "--config", "a.yaml")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("--monitor", "drift", "--config", "a.yaml"));
    }

    @Test
    void whatIsNoOptionIsNamed() {
        assertThatThrownBy(() -> JobMain.options(List.of("--monitors", "drift")))
                .hasMessageStartingWith("'--monitors' is no option; expected --monitor collapse|drift|novelty");
        assertThatThrownBy(() -> JobMain.options(List.of("--monitor")))
                .hasMessageStartingWith("--monitor without a value");
        assertThatThrownBy(() -> JobMain.options(List.of("--space", "a", "--space", "b")))
                .hasMessageStartingWith("--space twice");
    }

    @Test
    void aMonitorIsFoundByItsName() {
        for (String name : List.of("collapse", "drift", "novelty")) {
            assertThat(JobMain.factory(config, TestSpace.SPACE, name).create().name()).isEqualTo(name);
        }
        assertThatThrownBy(() -> JobMain.factory(config, TestSpace.SPACE, ""))
                .hasMessageStartingWith("'' is no monitor; expected");
    }

    @Test
    void aJobReadsTheKafkaThatIsNamed() {
        assertThatThrownBy(() -> JobMain.run(List.of("--monitor", "drift"), Map.of()))
                .hasMessageStartingWith("kafka.bootstrap is not set");
    }
}
