package dev.vectide.testing.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/metrics.md lists the meters that the code registers, no more and no less. */
class MetricsPageTest {
    private static final Pattern METER =
            Pattern.compile("(?:counter|timer|gauge|summary|builder)\\(\\s*\"(vectide\\.[a-z.]*[a-z])\"");
    /** Of the monitors' jobs, which are named at run time. */
    private static final Pattern OF_A_JOB = Pattern.compile("new Meter\\(\"(\\w+)\", \"(\\w+)\"");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(vectide_[a-z_<>]+?)(?:_total|_seconds)?` \\|");

    @Test
    void thePageHasTheMetersOfTheCode() {
        Set<String> registered = meters().collect(Collectors.toCollection(TreeSet::new));

        Set<String> described = ROW.matcher(Project.text("docs/metrics.md"))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(described).isEqualTo(registered).hasSizeGreaterThan(10);
    }

    private static Stream<String> meters() {
        List<String> sources = Project.mainSources();
        Stream<String> named = sources.stream()
                .flatMap(source -> METER.matcher(source).results())
                .map(meter -> meter.group(1).replace('.', '_'));
        Stream<String> jobs = sources.stream()
                .flatMap(source -> OF_A_JOB.matcher(source).results())
                .map(meter -> "vectide_monitor_<job>_" + meter.group(1) + unit(meter.group(1), meter.group(2)));
        return Stream.concat(named, jobs);
    }

    /** Prometheus' names end in the unit, once. */
    private static String unit(String what, String unit) {
        return what.equals(unit) ? "" : "_" + unit;
    }
}
