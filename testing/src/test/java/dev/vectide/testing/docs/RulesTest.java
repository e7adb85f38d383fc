package dev.vectide.testing.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Prometheus' rules ask for metrics that there are, and docs/operations.md says of each alert what to do. */
class RulesTest {
    private static final String RULES = Project.text("deploy/prometheus/rules/vectide.yml");
    private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
    private static final Pattern RECORD = Pattern.compile("(?m)^ +- record: (\\S+)$");
    /** The lines of an expression, up to the key behind it. */
    private static final Pattern EXPRESSION = Pattern.compile("(?ms)^ +expr: (.*?)(?=^ +(?:- )?\\w+:|\\z)");

    @Test
    void everyMetricExists() {
        Set<String> known = new TreeSet<>(ObservedMetrics.of(Project.text("docs/metrics.md")));
        known.addAll(all(RECORD));

        Set<String> asked = new TreeSet<>();
        all(EXPRESSION).forEach(expression -> asked.addAll(ObservedMetrics.askedBy(expression)));

        assertThat(asked).hasSizeGreaterThan(20).isSubsetOf(known);
    }

    @Test
    void aMetricThatIsNotThereIsNoticed() {
        Set<String> known = ObservedMetrics.of(Project.text("docs/metrics.md"));

        assertThat(known)
                .contains("vectide_encoder_transaction_seconds_sum", "vectide_indexer_searchable_seconds")
                .doesNotContain("vectide_encoder_transaction_seconds", "vectide_encoder_transaction_seconds_bucket");
        assertThat(ObservedMetrics.askedBy("rate(vectide_gone_total{space=\"vectide_not\"}[5m]) / vectide:gone:sum"))
                .containsExactlyInAnyOrder("vectide_gone_total", "vectide:gone:sum");
    }

    @Test
    void everyAlertHasItsSeveritySummaryAndSection() {
        List<String> alerts = all(ALERT);
        String page = Project.text("docs/operations.md");

        assertThat(alerts).hasSizeGreaterThan(10).doesNotHaveDuplicates();
        for (String alert : alerts) {
            String rule = RULES.substring(RULES.indexOf("- alert: " + alert + "\n")).split("\n\\s+- alert: ", 2)[0].strip();
            assertThat(rule).as(alert).containsPattern("severity: (warning|critical)}").contains("summary: ", "description: ");
            assertThat(rule).endsWith("runbook_url: docs/operations.md#" + alert.toLowerCase(Locale.ROOT));
            assertThat(page).as("a section of docs/operations.md").contains("\n#### " + alert + "\n");
        }
    }

    @Test
    void everyAlertIsTested() {
        String tests = Project.text("deploy/prometheus/tests/vectide.yml");

        assertThat(all(ALERT)).allSatisfy(alert -> assertThat(tests).contains("alertname=\"" + alert + "\""));
    }

    @Test
    void everyDetectorHasItsSection() {
        String page = Project.text("docs/operations.md");
        String alert = Project.text("core/src/main/java/dev/vectide/core/report/Alert.java");
        String list = alert.substring(alert.indexOf("@param detector"), alert.indexOf("@param openedAt"));

        List<String> detectors = Pattern.compile("\\{@code (\\w+)}").matcher(list).results().map(m -> m.group(1)).toList();

        assertThat(detectors).hasSizeGreaterThan(5);
        assertThat(detectors).allSatisfy(detector -> assertThat(page).contains("\n#### " + detector + "\n"));
    }

    private static List<String> all(Pattern pattern) {
        Stream<String> found = pattern.matcher(RULES).results().map(match -> match.group(1));
        return found.toList();
    }
}
