package dev.vectide.indexer;

import dev.vectide.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class IndexerArchitectureTest {
    private static final ArchitectureRules INDEXER = ArchitectureRules.of("dev.vectide.indexer");

    @Test
    void thingsArePureAndReadNoClock() {
        INDEXER.thingsArePure().thingsReadNoClock();
    }

    @Test
    void technologiesStayBehindTheirDoors() {
        INDEXER.technologiesStayBehindTheirDoors();
    }

    @Test
    void packagesHaveNoCycles() {
        INDEXER.packagesHaveNoCycles();
    }
}
