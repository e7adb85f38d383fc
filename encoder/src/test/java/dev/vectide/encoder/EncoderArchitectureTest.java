package dev.vectide.encoder;

import dev.vectide.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class EncoderArchitectureTest {
    private static final ArchitectureRules ENCODER = ArchitectureRules.of("dev.vectide.encoder");

    @Test
    void thingsArePureAndReadNoClock() {
        ENCODER.thingsArePure().thingsReadNoClock();
    }

    @Test
    void technologiesStayBehindTheirDoors() {
        ENCODER.technologiesStayBehindTheirDoors();
    }

    @Test
    void packagesHaveNoCycles() {
        ENCODER.packagesHaveNoCycles();
    }
}
