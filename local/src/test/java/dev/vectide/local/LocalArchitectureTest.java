package dev.vectide.local;

import dev.vectide.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class LocalArchitectureTest {
    private static final ArchitectureRules LOCAL = ArchitectureRules.of("dev.vectide.local");

    @Test
    void thingsArePureAndReadNoClock() {
        LOCAL.thingsArePure().thingsReadNoClock();
    }

    @Test
    void technologiesStayBehindTheirDoors() {
        LOCAL.technologiesStayBehindTheirDoors();
    }

    @Test
    void packagesHaveNoCycles() {
        LOCAL.packagesHaveNoCycles();
    }
}
