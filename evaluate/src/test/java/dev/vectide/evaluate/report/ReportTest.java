package dev.vectide.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.evaluate.data.BadRow;
import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.data.Dataset;
import dev.vectide.evaluate.data.Pair;
import dev.vectide.evaluate.resample.ScoreBootstrap;
import dev.vectide.evaluate.resample.Statistic;
import dev.vectide.evaluate.resample.Statistics;
import dev.vectide.evaluate.task.Scores;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final double[] HARDNESS = new SplittableRandom(1).doubles(400).toArray();

    private static final Dataset DATA = new Dataset(
            "Some", "test", List.of("a", "b"), List.of(), new Content.Similarities(List.of(new Pair(0, 1, 3))),
            List.of(new BadRow("f.tsv", 7, "score: expected a number")));

    private static SpaceResult space(String name, double better, double seconds, long cut) {
        Statistic statistic = Statistics.mean(Arrays.stream(HARDNESS).map(value -> value + better).toArray());
        int[] all = new int[400];
        Arrays.setAll(all, i -> i);
        Scores scores = new Scores(
                "accuracy", Map.of("accuracy", statistic.of(all), "none", Double.NaN), Optional.of(statistic));
        TaskResult task = new TaskResult("knn", scores, Optional.of(ScoreBootstrap.interval(statistic)), 2);
        return new SpaceResult(
                name, "f", 384, Optional.of(new SpaceResult.Encoding(1000, 9000, cut, seconds)), List.of(task));
    }

    @Test
    void theBetterSpaceIsNamedAndWhetherItIsBeyondChance() {
        RunReport report = RunReport.of(DATA, List.of(space("small", 0, 5, 0), space("large", 0.02, 10, 3)));

        List<String> summary = Summary.of(report);

        assertThat(summary).hasSize(6);
        assertThat(summary.get(0)).isEqualTo("Recommendation: large, because it is at no task worse beyond chance, and each"
                + " other space is at some.");
        assertThat(summary.get(1)).startsWith("knn: large is better than small (accuracy by 0.0200, 95 % interval 0.0200 to")
                .endsWith("p < 0.005, by sign flips < 0.005).");
        assertThat(summary.get(2)).isEqualTo("small encoded 200 texts a second here, 2.0 times as many as large.");
        assertThat(summary.get(3)).isEqualTo("A vector takes 1,536 bytes in all of them.");
        assertThat(summary.get(4)).isEqualTo("large cut 3 of 1,000 texts, which are longer than it takes.");
        assertThat(summary.get(5)).isEqualTo("Rows that could not be used and count nowhere: 1.");
    }

    @Test
    void equalSpacesDoNotDifferBeyondChance() {
        RunReport report = RunReport.of(DATA, List.of(space("one", 0, 5, 0), space("other", 0, 4, 0)));

        assertThat(Summary.of(report).get(0)).isEqualTo("Recommendation: other, because it is at no task worse beyond chance,"
                + " and of those of which that is true the fastest here.");
        assertThat(Summary.of(report).get(1)).startsWith("knn: one and other do not differ beyond chance (accuracy by 0.0000");
        assertThat(report.comparisons().get(0).difference().p()).isEqualTo(1);
        assertThat(ReportJson.of(report).at("/comparisons/0/p_sign_flip").asDouble()).isEqualTo(1);
    }

    @Test
    void aResultHasTheFieldsOfMteb() {
        JsonNode json = ReportJson.of(RunReport.of(DATA, List.of(space("small", 0, 5, 0))));

        JsonNode result = json.at("/results/0");
        assertThat(result.get("task_name").asText()).isEqualTo("Some");
        assertThat(result.get("evaluation_time").asDouble()).isEqualTo(7);
        JsonNode scores = result.at("/scores/test/0");
        assertThat(scores.get("main_score").asDouble()).isEqualTo(scores.get("accuracy").asDouble());
        assertThat(scores.get("main_score_low").asDouble()).isLessThan(scores.get("main_score").asDouble());
        assertThat(scores.get("none").isNull()).isTrue();
        assertThat(scores.get("hf_subset").asText()).isEqualTo("default");
        assertThat(json.at("/data/rejected_rows/0/line").asInt()).isEqualTo(7);
        assertThat(json.at("/comparisons")).isEmpty();
    }
}
