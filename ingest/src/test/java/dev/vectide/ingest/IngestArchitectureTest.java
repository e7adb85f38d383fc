package dev.vectide.ingest;

import dev.vectide.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class IngestArchitectureTest {
    private static final ArchitectureRules INGEST = ArchitectureRules.of("dev.vectide.ingest");

    @Test
    void thingsArePureAndReadNoClock() {
        INGEST.thingsArePure().thingsReadNoClock();
    }

    @Test
    void technologiesStayBehindTheirDoors() {
        INGEST.technologiesStayBehindTheirDoors();
    }

    @Test
    void packagesHaveNoCycles() {
        INGEST.packagesHaveNoCycles();
    }
}
