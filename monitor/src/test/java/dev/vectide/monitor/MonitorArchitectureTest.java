package dev.vectide.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorArchitectureTest {
    @Test
    void packagesKeepToTheirNames() {
        ArchitectureRules.of("dev.vectide.monitor")
                .thingsArePure()
                .thingsReadNoClock()
                .technologiesStayBehindTheirDoors()
                .packagesHaveNoCycles();
    }

    /** Flink's RocksDB and that of the store share names; neither may come near the jobs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org/rocksdb/RocksDB.class",
                "org/apache/kafka/streams/KafkaStreams.class",
                "org/apache/flink/state/rocksdb/EmbeddedRocksDBStateBackend.class"
            })
    void noSecondStoreIsOnTheClassPath(String type) {
        assertThat(MonitorArchitectureTest.class.getClassLoader().getResource(type)).isNull();
    }
}
