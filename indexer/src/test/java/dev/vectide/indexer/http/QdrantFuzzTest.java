package dev.vectide.indexer.http;

import dev.vectide.testing.fuzz.Fuzz;
import dev.vectide.testing.fuzz.FuzzTarget;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Some thousand inputs each; bench/fuzz/run.sh goes on for longer. */
class QdrantFuzzTest {
    private static final int INPUTS = 20_000;

    static Stream<FuzzTarget> targets() {
        return Stream.of(
                new QdrantTargets.Query(),
                new QdrantTargets.Filters(),
                new QdrantTargets.Points(),
                new QdrantTargets.Shards());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void noInputCrashesAParser(FuzzTarget target) {
        Fuzz.check(target, INPUTS);
    }
}
