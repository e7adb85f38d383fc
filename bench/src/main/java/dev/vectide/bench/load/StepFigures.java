package dev.vectide.bench.load;

import dev.vectide.bench.Figures;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/** Figures of the steps at one share of the capacity: percentiles of each round, of what was seen at all. */
final class StepFigures {
    private static final Map<String, Double> PERCENTILES =
            new TreeMap<>(Map.of("p50", 50.0, "p99", 99.0, "p999", 99.9));

    private StepFigures() {}

    /** @param share as it stands at the end of the keys, such as {@code half} */
    static void add(Figures figures, String share, List<Step> rounds) {
        add(figures, "acknowledged", share, rounds, Step::acknowledged);
        add(figures, "searchable", share, rounds, Step::searchable);
        add(figures, "scored", share, rounds, Step::scored);
        figures.add("throttled_" + share, "events", sum(rounds, Step::throttled));
        figures.add("failed_" + share, "events", sum(rounds, Step::failed));
    }

    /** Of alerts and reports, whose times count from when their pane may close. */
    static void alerts(Figures figures, String share, List<Step> rounds) {
        add(figures, "alert", share, rounds, Step::alerted);
        add(figures, "report", share, rounds, Step::reported);
        figures.add("alerts_" + share, "alerts", sum(rounds, step -> step.alerted().getTotalCount()));
    }

    private static double sum(List<Step> rounds, ToLongFunction<Step> count) {
        return (double) rounds.stream().mapToLong(count).sum();
    }

    private static void add(
            Figures figures, String what, String share, List<Step> rounds, Function<Step, Histogram> times) {
        List<Histogram> seen = rounds.stream()
                .map(times)
                .filter(histogram -> histogram.getTotalCount() > 0)
                .toList();
        if (!seen.isEmpty()) {
            PERCENTILES.forEach((name, percent) -> figures.add(what + "_ms_" + name + "_" + share, "ms", seen.stream()
                    .mapToDouble(histogram -> Step.ms(histogram, percent))
                    .toArray()));
        }
    }
}
