package dev.vectide.testing.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Grafana's dashboards ask for metrics that there are, and say what they show. */
class DashboardsTest {
    private static final Pattern RECORD = Pattern.compile("(?m)^ +- record: (\\S+)$");

    @Test
    void everyMetricExists() throws IOException {
        Set<String> meters = ObservedMetrics.of(Project.text("docs/metrics.md"));
        Set<String> recorded = RECORD.matcher(Project.text("deploy/prometheus/rules/vectide.yml"))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        Set<String> asked = new TreeSet<>();
        for (JsonNode dashboard : dashboards()) {
            dashboard.findValues("expr").forEach(query -> asked.addAll(ObservedMetrics.askedBy(query.asText())));
            dashboard.at("/templating/list").forEach(variable ->
                    asked.addAll(ObservedMetrics.askedBy(variable.at("/query/query").asText())));
        }

        assertThat(asked).hasSizeGreaterThan(40);
        assertThat(asked.stream().filter(name -> name.contains(":"))).isSubsetOf(recorded);
        assertThat(asked.stream().filter(name -> !name.contains(":"))).isSubsetOf(meters);
    }

    @Test
    void everyPanelSaysWhatItShowsInWhichUnit() throws IOException {
        Set<String> ids = new HashSet<>();
        for (JsonNode dashboard : dashboards()) {
            assertThat(dashboard.get("uid").asText()).startsWith("vectide-").satisfies(uid ->
                    assertThat(ids.add(uid)).as("uid " + uid + " once").isTrue());
            assertThat(dashboard.get("title").asText()).startsWith("Vectide / ");
            List<Integer> numbers = new ArrayList<>();
            for (JsonNode panel : dashboard.get("panels")) {
                numbers.add(panel.get("id").asInt());
                if (!panel.get("type").asText().equals("row")) {
                    assertThat(panel.at("/description").asText()).as(panel.get("title").asText()).endsWith(".");
                    assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(panel.get("title").asText()).isNotEmpty();
                    assertThat(panel.get("targets").findValuesAsText("legendFormat")).isNotEmpty().doesNotContain("");
                    assertThat(panel.at("/datasource/uid").asText()).isEqualTo(dataSource());
                }
            }
            assertThat(numbers).doesNotHaveDuplicates();
        }
        assertThat(ids).hasSize(5);
    }

    private static String dataSource() {
        MatchResult uid = Pattern.compile("uid: (\\w+)")
                .matcher(Project.text("deploy/grafana/provisioning/datasources/prometheus.yml"))
                .results()
                .findFirst()
                .orElseThrow();
        return uid.group(1);
    }

    private static List<JsonNode> dashboards() throws IOException {
        List<JsonNode> dashboards = new ArrayList<>();
        try (Stream<Path> files = Files.list(Project.file("deploy/grafana/dashboards"))) {
            for (Path file : files.sorted().toList()) {
                dashboards.add(new ObjectMapper().readTree(file.toFile()));
            }
        }
        return dashboards;
    }
}
