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

    @Test
    void aKillIsOfARoleOrOfFlinkWhereItIsOfOneProcessOfThem() {
        List<Fault> all = Faults.all(true, true);
        assertThat(names(all.stream().filter(Fault::isKillOfRole).toList()))
                .containsExactlyInAnyOrder(
                        "kill -9 of ingester-a", "kill -9 of ingester-b", "kill -9 of encoder-a", "kill -9 of encoder-b",
                        "kill -9 of indexer-a", "kill -9 of indexer-b", "kill -9 of monitor");
        assertThat(names(all.stream().filter(Fault::isKillOfFlink).toList()))
                .containsExactlyInAnyOrder(
                        "kill -9 of jobmanager", "kill -9 of taskmanager-a", "kill -9 of taskmanager-b");
    }

    private static List<String> names(List<Fault> faults) {
        return faults.stream().map(Fault::name).toList();
    }
}
