package dev.vectide.testing.fuzz;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Some thousand inputs each; bench/fuzz/run.sh goes on for longer. */
class CoreFuzzTest {
    private static final int INPUTS = 20_000;

    static java.util.stream.Stream<FuzzTarget> targets() {
        return java.util.stream.Stream.of(
                new CoreTargets.EventJson(),
                new CoreTargets.CloudEventBinary(),
                new CoreTargets.EventProtobuf(),
                new CoreTargets.VectorsProtobuf(),
                new CoreTargets.EmbeddingViews(),
                new CoreTargets.AlertAndPosition());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void noInputCrashesAParser(FuzzTarget target) {
        Fuzz.check(target, INPUTS);
    }

    /** Slower: each input is a file with all of YAML in it. */
    @org.junit.jupiter.api.Test
    void noSettingsCrashTheirReader() {
        Fuzz.check(new CoreTargets.Configuration(), INPUTS / 10);
    }
}
