package dev.vectide.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * A short run of the benchmark: an encoder, an indexer and a broker killed under load. Ten processes want a machine of their own:
 * where two processors have other work too, it outlasts its patience. So it runs where {@code VECTIDE_FAULTS} asks for it.
 */
@EnabledIfEnvironmentVariable(named = "VECTIDE_FAULTS", matches = "true")
class FaultsIT {
    @TempDir
    private Path folder;

    @Test
    void nothingIsLostDoubledOrAnsweredWrongly() throws Exception {
        Path home = Path.of(System.getProperty("vectide.root"));

        Result result = FaultsBench.run(
                home, folder, new FaultsBench.Plan(Optional.of(Faults.quick()), 3, 1, 20), System.out::println);

        assertThat(result.rounds()).hasSize(3).allSatisfy(round -> {
            assertThat(round.notes()).isEmpty();
            assertThat(round.lost()).isZero();
            assertThat(round.doubled()).isZero();
            assertThat(round.wrong()).isZero();
            assertThat(round.balanced()).isTrue();
            assertThat(round.events()).isPositive();
            assertThat(round.answers()).isPositive();
            assertThat(round.recoverySeconds()).isPositive();
        });
        assertThat(result.told().lost()).isEmpty();
        assertThat(result.told().doubled()).isEmpty();
    }
}
