package dev.vectide.evaluate.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.evaluate.Drawn;
import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.data.Labelled;
import dev.vectide.evaluate.data.Pair;
import dev.vectide.evaluate.metric.Correlation;
import dev.vectide.evaluate.vector.Distance;
import dev.vectide.evaluate.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TasksTest {
    private static final Vectors SOME = new Drawn(1).vectors(60, 24);
    private static final Embedded EMBEDDED = new Embedded(SOME, Optional.of(new Drawn(2).vectors(5, 24)));

    private static Content.Labels labels() {
        List<Labelled> train = IntStream.range(0, 30).mapToObj(i -> new Labelled(i, i % 3)).toList();
        List<Labelled> test = IntStream.range(30, 50).mapToObj(i -> new Labelled(i, i % 3)).toList();
        return new Content.Labels(List.of("a", "b", "c"), train, test, List.of(50, 51, 52, 53));
    }

    private static List<Pair> pairs(double scale) {
        return IntStream.range(0, 30).mapToObj(i -> new Pair(i, i + 30, i % 2 * scale)).toList();
    }

    private static List<Content> contents() {
        return List.of(
                labels(),
                new Content.Similarities(pairs(5)),
                new Content.Paraphrases(pairs(1)),
                new Content.Judgements(
                        IntStream.range(0, 60).mapToObj(i -> "d" + i).toList(),
                        IntStream.range(0, 5).mapToObj(i -> Map.of(i, 1, i + 7, 2)).toList()));
    }

    /** Every task runs on whatever it says it fits, and its statistic over all items is its main score. */
    @Test
    void everyTaskRunsOnWhatFitsIt() {
        List<String> ran = new ArrayList<>();
        for (Content content : contents()) {
            for (Task task : Tasks.ALL) {
                if (task.fits(content)) {
                    Scores scores = task.run(content, EMBEDDED);
                    ran.add(task.name());
                    scores.statistic().ifPresent(statistic -> assertThat(
                                    statistic.of(IntStream.range(0, statistic.size()).toArray()))
                            .as(task.name())
                            .isCloseTo(scores.mainValue(), within(1e-9)));
                }
            }
        }
        assertThat(ran).containsAll(Tasks.ALL.stream().map(Task::name).toList());
    }

    @Test
    void aTaskThatWantsOtherLabelsIsAskedOnlyByName() {
        assertThat(Tasks.usual(labels())).extracting(Task::name)
                .containsExactly("knn", "few-shot", "probe", "clustering", "novelty", "geometry");
        assertThat(Tasks.named("duplicates")).isPresent();
    }

    /** By its definition, every distance in full. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noveltyIsTheMeanOfTheFiveNearestAfterCentring(long seed) {
        Drawn drawn = new Drawn(seed);
        Vectors vectors = drawn.vectors(54, 9);
        Content.Labels labels = labels();
        double[] mean = vectors.select(IntStream.range(0, 30).toArray()).mean();
        Vectors centred = vectors.centredOn(mean);
        double[] distances = IntStream.range(30, 54)
                .mapToDouble(i -> IntStream.range(0, 30)
                        .mapToDouble(j -> 1 - Distance.DOT.similarity(centred.row(i), centred.row(j)))
                        .sorted()
                        .limit(5)
                        .average()
                        .orElseThrow())
                .toArray();
        double inOrder = 0;
        for (int strange = 20; strange < 24; strange++) {
            for (int usual = 0; usual < 20; usual++) {
                double difference = distances[strange] - distances[usual];
                inOrder += Math.abs(difference) < 1e-12 ? 0.5 : difference > 0 ? 1 : 0;
            }
        }

        Scores scores = new NoveltyTask().run(labels, new Embedded(vectors, Optional.empty()));

        assertThat(scores.mainValue()).isCloseTo(inOrder / 80, within(1e-9));
    }

    @Test
    void similarityIsSpearmansOfTheCosine() {
        List<Pair> pairs = IntStream.range(0, 30).mapToObj(i -> new Pair(i, 59 - i, i * i % 11)).toList();
        double[] human = pairs.stream().mapToDouble(Pair::score).toArray();
        double[] cosine = pairs.stream()
                .mapToDouble(pair -> Distance.DOT.similarity(SOME.units().row(pair.first()), SOME.units().row(pair.second())))
                .toArray();

        Scores scores = new SimilarityTask().run(new Content.Similarities(pairs), EMBEDDED);

        assertThat(scores.mainValue()).isCloseTo(Correlation.spearman(human, cosine), within(1e-9));
        assertThat(scores.values().get("euclidean_spearman")).isNotEqualTo(scores.values().get("manhattan_spearman"));
    }

    @Test
    void whatIsTheSameIsFoundBeforeAllElse() {
        float[][] rows = IntStream.range(0, 20)
                .mapToObj(i -> new float[] {(float) Math.cos(i / 2), (float) Math.sin(i / 2), i % 2 * 0.01f})
                .toArray(float[][]::new);
        List<Labelled> all = IntStream.range(0, 20).mapToObj(i -> new Labelled(i, i / 2)).toList();
        List<String> names = IntStream.range(0, 10).mapToObj(Integer::toString).toList();

        Scores scores = new DuplicatesTask()
                .run(new Content.Labels(names, all, all, List.of()), new Embedded(Vectors.owning(rows), Optional.empty()));

        assertThat(scores.mainValue()).isEqualTo(1);
        assertThat(scores.values().get("threshold_at_precision_99")).isBetween(0.99, 1.0);
        assertThat(Arrays.asList(scores.values().get("recall_at_precision_99"))).containsExactly(1.0);
    }
}
