package dev.vectide.monitor.collapse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollapseJudgeTest {
    private static final Map<String, Double> HEALTHY = Map.of(
            "unusable_share", 0.0,
            "variance_ratio", 1.0,
            "dead_share", 0.0,
            "participation_ratio_ratio", 1.0,
            "effective_rank_ratio", 1.0,
            "tail_variance_ratio", 1.0,
            "directions_lost_share", 0.0,
            "duplicate_share", 0.0);

    private static CollapseJudge.Finding judge(Object... changes) {
        Map<String, Double> values = new LinkedHashMap<>(HEALTHY);
        for (int i = 0; i < changes.length; i += 2) {
            values.put((String) changes[i], (Double) changes[i + 1]);
        }
        return CollapseJudge.judge(new CollapseFigures(values, List.of()));
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource({
        "variance_ratio, 0.5, ok",
        "variance_ratio, 0.499, warning",
        "variance_ratio, 0.2, warning",
        "variance_ratio, 0.199, critical",
        "variance_ratio, 3, ok",
        "dead_share, 0.0026, warning",
        "dead_share, 0.0199, warning",
        "dead_share, 0.02, critical",
        "weak_share, 0.0099, ok",
        "weak_share, 0.01, warning",
        "weak_share, 0.05, critical",
        "directions_lost_share, 0.0099, ok",
        "directions_lost_share, 0.01, warning",
        "directions_lost_share, 0.05, critical",
        "unusable_share, 0.0099, ok",
        "unusable_share, 0.01, warning",
        "unusable_share, 0.1, critical",
        "duplicate_share, 1, ok"
    })
    void eachThresholdIsWhereItIsSaid(String figure, double value, String status) {
        assertThat(judge(figure, value).status()).isEqualTo(status);
    }

    @ParameterizedTest(name = "largest hub {0}, skewness {1}: {2}")
    @CsvSource({"0.051, 2.1, warning", "0.05, 2.1, ok", "0.051, 2, ok"})
    void hubsAreTwiceTheReferences(double largest, double skewness, String status) {
        assertThat(judge(
                                "hub_largest_share", largest,
                                "hub_largest_share_reference", 0.025,
                                "hub_skewness", skewness,
                                "hub_skewness_reference", 1.0)
                        .status())
                .isEqualTo(status);
        assertThat(judge(
                                "hub_largest_share", largest,
                                "hub_largest_share_reference", 0.026,
                                "hub_skewness", skewness,
                                "hub_skewness_reference", 1.0)
                        .status())
                .isEqualTo("ok");
    }

    @ParameterizedTest(name = "ranks {0} and {1}, tail {2}: {3}")
    @CsvSource({
        "0.49, 0.49, 0.49, critical",
        "0.51, 0.49, 0.49, ok",
        "0.49, 0.51, 0.49, ok",
        "0.49, 0.49, 0.51, ok"
    })
    void rankIsLostWhereTheWeakDirectionsAreToo(double participation, double rank, double tail, String status) {
        assertThat(judge(
                                "participation_ratio_ratio", participation,
                                "effective_rank_ratio", rank,
                                "tail_variance_ratio", tail)
                        .status())
                .isEqualTo(status);
    }

    @Test
    void fewerTopicsAreSaidAndAreNoAlarm() {
        CollapseJudge.Finding finding = judge("participation_ratio_ratio", 0.4, "tail_variance_ratio", 0.9);

        assertThat(finding.status()).isEqualTo("ok");
        assertThat(finding.sentences()).singleElement().asString().contains("fewer topics");
    }

    @Test
    void figuresThatAreNotThereRaiseNothing() {
        CollapseJudge.Finding finding = CollapseJudge.judge(new CollapseFigures(Map.of(), List.of()));

        assertThat(finding.status()).isEqualTo("ok");
        assertThat(finding.sentences()).isEmpty();
    }

    @Test
    void copiesAreNamedBesideAnAlarm() {
        assertThat(judge("variance_ratio", 0.1, "duplicate_share", 0.9).sentences())
                .hasSize(3)
                .element(1)
                .asString()
                .startsWith("90.0 %");
        assertThat(judge("duplicate_share", 0.9).sentences()).isEmpty();
    }

    @ParameterizedTest(name = "{0} = {1}: look at {2}")
    @CsvSource({
        "unusable_share, 0.02, the model file",
        "variance_ratio, 0.3, what the encoder is given",
        "dead_share, 0.01, the dimensions named here",
        "weak_share, 0.02, the dimensions named here",
        "directions_lost_share, 0.02, the encoder's last change"
    })
    void whateverAlarmsSaysWhatToLookAt(String figure, double value, String where) {
        List<String> sentences = judge(figure, value).sentences();

        assertThat(sentences.get(sentences.size() - 1))
                .startsWith("Look at whether the canary alerts, too")
                .contains("then at " + where)
                .endsWith(".");
        assertThat(judge().sentences()).isEmpty();
    }
}
