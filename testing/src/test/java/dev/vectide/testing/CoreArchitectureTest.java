package dev.vectide.testing;

import org.junit.jupiter.api.Test;

/** Core cannot use the rules itself: this module stands on it. */
class CoreArchitectureTest {
    private static final ArchitectureRules CORE = ArchitectureRules.of("dev.vectide.core");

    @Test
    void thingsArePure() {
        CORE.thingsArePure();
    }

    @Test
    void thingsReadNoClock() {
        CORE.thingsReadNoClock();
    }

    @Test
    void technologiesStayBehindTheirDoors() {
        CORE.technologiesStayBehindTheirDoors();
    }

    @Test
    void packagesHaveNoCycles() {
        CORE.packagesHaveNoCycles();
    }
}
