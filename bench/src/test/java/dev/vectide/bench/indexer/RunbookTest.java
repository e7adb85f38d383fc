package dev.vectide.bench.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.bench.indexer.Runbook.Kind;
import dev.vectide.bench.indexer.Runbook.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunbookTest {
    private static final int ROUNDS = 5;
    private static final int[] CLUSTERS = new Random(1).ints(1000, 0, 8).toArray();

    @ParameterizedTest
    @EnumSource
    void isTheSameForTheSameSeed(Runbook runbook) {
        assertThat(runbook.steps(CLUSTERS, ROUNDS, 7)).isEqualTo(runbook.steps(CLUSTERS, ROUNDS, 7));
    }

    @ParameterizedTest
    @EnumSource
    void insertsEveryDocumentOnceDeletesOnlyWhatIsThereAndKeepsTheSize(Runbook runbook) {
        Set<Integer> inserted = new HashSet<>();
        Set<Integer> alive = new HashSet<>();
        for (Step step : runbook.steps(CLUSTERS, ROUNDS, 7)) {
            switch (step.kind()) {
                case INSERT -> step.documents().forEach(document -> {
                    assertThat(inserted.add(document)).isTrue();
                    alive.add(document);
                });
                case DELETE -> step.documents().forEach(document -> assertThat(alive.remove(document)).isTrue());
                case SEARCH -> assertThat(alive).hasSize(CLUSTERS.length / 2);
            }
        }
        assertThat(inserted).hasSize(CLUSTERS.length);
    }

    @ParameterizedTest
    @EnumSource
    void fourInsertsAndFourDeletesComeToASearch(Runbook runbook) {
        List<Kind> kinds = runbook.steps(CLUSTERS, ROUNDS, 7).stream().map(Step::kind).toList();

        assertThat(kinds.stream().filter(Kind.SEARCH::equals)).hasSize(ROUNDS);
        assertThat(kinds.stream().filter(Kind.DELETE::equals)).hasSize(4 * ROUNDS);
        assertThat(kinds.stream().skip(1).filter(Kind.INSERT::equals)).hasSize(4 * ROUNDS);
    }

    @Test
    void aWindowKeepsTheNewest() {
        List<Step> steps = Runbook.SLIDING_WINDOW.steps(CLUSTERS, ROUNDS, 7);

        assertThat(steps.stream().filter(step -> step.kind() == Kind.DELETE).flatMap(step -> step.documents().stream()))
                .isSorted()
                .startsWith(0, 1, 2);
    }

    @Test
    void clustersLeaveOneAfterAnother() {
        List<Integer> leaving = Runbook.CLUSTERED_REPLACE.steps(CLUSTERS, ROUNDS, 7).stream()
                .filter(step -> step.kind() == Kind.DELETE)
                .flatMap(step -> step.documents().stream())
                .map(document -> CLUSTERS[document])
                .toList();
        int changes = 0;
        for (int i = 1; i < leaving.size(); i++) {
            changes += leaving.get(i).equals(leaving.get(i - 1)) ? 0 : 1;
        }

        assertThat(changes).isLessThan(16);
    }
}
