package dev.vectide.evaluate;

import dev.vectide.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class EvaluateArchitectureTest {
    @Test
    void packagesKeepToTheirNames() {
        ArchitectureRules.of("dev.vectide.evaluate")
                .thingsArePure()
                .thingsReadNoClock()
                .technologiesStayBehindTheirDoors()
                .packagesHaveNoCycles();
    }
}
