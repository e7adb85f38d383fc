package dev.vectide.bench.load;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Steps as lines of a table: percentiles in ms. */
final class StepTable {
    private StepTable() {}

    static String head() {
        return String.format(
                Locale.ROOT, "%9s %8s %7s %6s %6s %6s  %-22s  %-22s  %-22s  %-22s", "load", "events/s", "sent", "429", "failed",
                "behind", "acknowledged", "searchable", "scored", "alert");
    }

    static String row(Step step) {
        return String.format(
                Locale.ROOT,
                "%9s %8.1f %7d %6d %6d %6d  %s  %s  %s  %s",
                step.name(),
                step.perSecond(),
                step.sent(),
                step.throttled(),
                step.failed(),
                step.lag(),
                percentiles(step.acknowledged()),
                percentiles(step.searchable()),
                percentiles(step.scored()),
                percentiles(step.alerted()));
    }

    private static String percentiles(Histogram histogram) {
        return histogram.getTotalCount() == 0
                ? String.format("%-22s", "-")
                : String.format(
                        Locale.ROOT, "%6.0f %7.0f %7.0f", Step.ms(histogram, 50), Step.ms(histogram, 99),
                        Step.ms(histogram, 99.9));
    }
}
