package dev.vectide.evaluate.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.evaluate.Drawn;
import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.data.Pair;
import dev.vectide.evaluate.task.Embedded;
import dev.vectide.evaluate.vector.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FittingTest {
    private static final Vectors DOCUMENTS = Vectors.owning(new float[][] {{0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}});

    private static List<Float> fitted(Fitting fitting) {
        return Arrays.stream(fitting.vectors().rows()).map(row -> row[0]).toList();
    }

    @Test
    void pairsThatAreJudgedShareNoTextWithThoseFittedOn() {
        Content pairs = new Content.Similarities(
                List.of(new Pair(0, 1, 5), new Pair(2, 3, 5), new Pair(4, 5, 1), new Pair(1, 6, 5), new Pair(0, 4, 2),
                        new Pair(6, 7, 1)));

        Fitting fitting = Fitting.of(pairs, new Embedded(DOCUMENTS, Optional.empty()));

        assertThat(((Content.Similarities) fitting.judged()).pairs()).hasSize(3);
        assertThat(fitted(fitting)).containsExactly(2f, 3f, 6f, 7f);
        assertThat(fitting.pairs()).hasSize(1);
        assertThat(fitting.learnt().rows()).hasNumberOfRows(2);
    }

    @Test
    void everyOtherQueryIsJudgedAndTheOthersAreLearntFrom() {
        Content judged = new Content.Judgements(
                List.of("a", "b", "c", "d", "e", "f", "g", "h"), List.of(Map.of(0, 1), Map.of(3, 2, 4, 0), Map.of(5, 1)));
        Vectors queries = new Drawn(1).vectors(3, 1);

        Fitting fitting = Fitting.of(judged, new Embedded(DOCUMENTS, Optional.of(queries)));

        assertThat(((Content.Judgements) fitting.judged()).judgements()).containsExactly(Map.of(0, 1), Map.of(5, 1));
        assertThat(fitting.embedded().queries().orElseThrow().row(1)).isEqualTo(queries.row(2));
        assertThat(fitting.pairs()).hasSize(1);
        assertThat(fitting.learnt().rows()[0]).isEqualTo(queries.row(1));
        assertThat(fitting.learnt().rows()[1]).isEqualTo(DOCUMENTS.row(3));
        assertThat(fitted(fitting)).containsExactly(1f, 2f, 3f, 4f, 6f, 7f);
    }

    @Test
    void whatAnswersAJudgedQueryIsNotLearntFromAnotherOne() {
        Content judged = new Content.Judgements(
                List.of("a", "b", "c", "d", "e", "f", "g", "h"), List.of(Map.of(0, 1, 2, 0), Map.of(0, 1, 2, 1, 3, 1)));
        Vectors queries = new Drawn(1).vectors(2, 1);

        Fitting fitting = Fitting.of(judged, new Embedded(DOCUMENTS, Optional.of(queries)));

        assertThat(fitting.labels()).containsExactly(2, 2, 3, 3);
        assertThat(fitting.learnt().rows())
                .isDeepEqualTo(new float[][] {queries.row(1), DOCUMENTS.row(2), queries.row(1), DOCUMENTS.row(3)});
        assertThat(fitted(fitting)).containsExactly(1f, 2f, 3f, 4f, 5f, 6f, 7f);
        assertThat(fitting.embedded().documents().size()).isEqualTo(8);
    }
}
