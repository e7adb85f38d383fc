package dev.vectide.encoder.imageio;

import dev.vectide.testing.fuzz.Fuzz;
import dev.vectide.testing.fuzz.FuzzTarget;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Some thousand inputs each; bench/fuzz/run.sh goes on for longer. */
class PictureFuzzTest {
    private static final int INPUTS = 5_000;

    static Stream<FuzzTarget> targets() {
        return Stream.of(new PictureTarget());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void noInputCrashesAParser(FuzzTarget target) {
        Fuzz.check(target, INPUTS);
    }
}
