package dev.vectide.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultsTest {
    @Test
    void aSeedIsAPlan() {
        List<String> plan = names(Faults.plan(Faults.all(true, true), 50, new Random(7)));

        assertThat(names(Faults.plan(Faults.all(true, true), 50, new Random(7)))).isEqualTo(plan);
        assertThat(names(Faults.plan(Faults.all(true, true), 50, new Random(8)))).isNotEqualTo(plan);
    }

    @Test
    void everyFaultComesBeforeAnyComesTwice() {
        int kinds = Faults.all(true, true).size();

        List<String> first = names(Faults.plan(Faults.all(true, true), kinds, new Random(3)));

        assertThat(Set.copyOf(first)).hasSize(kinds).isEqualTo(Set.copyOf(names(Faults.all(true, true))));
    }

    private static List<String> names(List<Fault> faults) {
        return faults.stream().map(Fault::name).toList();
    }
}
