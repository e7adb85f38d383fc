package dev.vectide.evaluate;

import dev.vectide.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class EvaluateArchitectureTest {
    private static final ArchitectureRules EVALUATE = ArchitectureRules.of("dev.vectide.evaluate");

    @Test
    void thingsArePureAndReadNoClock() {
        EVALUATE.thingsArePure().thingsReadNoClock();
    }

    @Test
    void technologiesStayBehindTheirDoors() {
        EVALUATE.technologiesStayBehindTheirDoors();
    }

    @Test
    void packagesHaveNoCycles() {
        EVALUATE.packagesHaveNoCycles();
    }
}
