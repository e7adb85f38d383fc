package dev.vectide.bench.detectors;

import dev.vectide.bench.Figures;
import dev.vectide.monitor.drift.Detectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** False alarms, power and delay of the monitors, with the settings they ship with. */
public final class DetectorsBench {
    private static final double[] PROMISED = {200, 1000};
    private static final double SHIPPED = 10_080;
    private static final int REFERENCE = 4000;
    private static final int CALIBRATION = 1000;
    private static final int PANE = 500;
    private static final double[] RATES = {.10, .05, .01};
    private static final long TRIALS = 20_000;

    /**
     * @param texts of the corpus, at most
     * @param streams in which nothing changes
     * @param panes of each
     * @param trials of each shift
     * @param most panes after which a shift counts as missed
     */
    private record Sizes(int texts, int streams, int panes, int trials, int most) {
        static final Sizes QUICK = new Sizes(6000, 16, 400, 4, 10);
        static final Sizes FULL = new Sizes(6000, 200, 1000, 12, 12);
    }

    private final Bed bed;
    private final Sizes sizes;
    private final Consumer<String> progress;
    private final Figures figures = new Figures("detectors");

    private DetectorsBench(Bed bed, Sizes sizes, Consumer<String> progress) {
        this.bed = bed;
        this.sizes = sizes;
        this.progress = progress;
    }

    static Figures run(boolean quick, Consumer<String> progress) throws IOException {
        Sizes sizes = quick ? Sizes.QUICK : Sizes.FULL;
        DetectorsBench bench = new DetectorsBench(Bed.of(sizes.texts, progress), sizes, progress);
        progress.accept("texts: " + bench.bed.corpus().name());
        bench.add("novelty_auroc", "", Novelty.auroc(bench.bed, progress));
        bench.rates(quick ? 3 : 9);
        bench.delays();
        bench.nullRuns();
        return bench.figures;
    }

    private void rates(int rounds) {
        List<NoveltyRate.Round> measured = NoveltyRate.run(2, rounds, progress);
        figures.add("novelty_vectors", "1/s", measured.stream().mapToDouble(NoveltyRate.Round::monitor).toArray());
        figures.add("novelty_kernel", "1/s", measured.stream().mapToDouble(NoveltyRate.Round::raw).toArray());
        figures.add(
                "novelty_over_kernel",
                "times",
                measured.stream().mapToDouble(one -> one.monitor() / one.raw()).toArray());
    }

    private void add(String key, String unit, Intervals.Interval interval) {
        figures.interval(key, unit, interval.value(), interval.low(), interval.high());
    }

    private void nullRuns() {
        progress.accept("nothing changes: " + sizes.streams + " streams of " + sizes.panes + " panes");
        List<NullRuns.Run> runs =
                NullRuns.run(bed, sizes.streams, sizes.panes, REFERENCE, PANE, PROMISED);
        List<Intervals.Interval> ratios = new ArrayList<>();
        for (int c = 0; c < PROMISED.length; c++) {
            int at = c;
            Intervals.Interval length = Intervals.perEvent(each(runs, run -> run.alarms().get(at)), sizes.panes);
            Intervals.Interval ratio = new Intervals.Interval(
                    length.value() / PROMISED[c], length.low() / PROMISED[c], length.high() / PROMISED[c]);
            ratios.add(ratio);
            add("null_run_length_over_promised_%.0f".formatted(PROMISED[c]), "times", ratio);
            figures.add("null_alarms_promised_%.0f".formatted(PROMISED[c]), "alarms",
                    runs.stream().mapToInt(run -> run.alarms().get(at)).sum());
        }
        Intervals.Interval worst = ratios.get(0).value() < ratios.get(1).value() ? ratios.get(0) : ratios.get(1);
        add("null_run_length_over_promised", "times", worst);
        add("null_e_value", "", Intervals.mean(each(runs, NullRuns.Run::meanE)));
        for (int k = 0; k < Detectors.COUNT; k++) {
            for (int level = 0; level < NullRuns.LEVELS.length; level++) {
                int detector = k;
                int at = level;
                String key = String.format(
                        Locale.ROOT, "null_p_%s_at_%s", Detectors.NAMES.get(k), percent(NullRuns.LEVELS[level]));
                add(key, "share", Intervals.mean(each(runs, run -> run.below()[detector][at])));
            }
        }
    }

    private static double[] each(List<NullRuns.Run> runs, ToDoubleFunction<NullRuns.Run> value) {
        return runs.stream().mapToDouble(value).toArray();
    }

    private static String percent(double level) {
        return String.valueOf(100 * level).replaceAll("\\.0+$", "").replace('.', '_');
    }

    private void delays() {
        progress.accept(sizes.trials + " streams gather their references");
        List<Trial> trials = IntStream.range(0, sizes.trials)
                .parallel()
                .mapToObj(i -> Trial.warm(bed, SHIPPED, TRIALS + i))
                .toList();
        List<Rules> rules = IntStream.range(0, sizes.trials).mapToObj(this::rules).toList();
        rates(trials);
        for (Shift shift : Shift.values()) {
            progress.accept("shift: " + shift.key());
            List<Trial.Outcome> outcomes = IntStream.range(0, sizes.trials)
                    .parallel()
                    .mapToObj(i -> trials.get(i).follow(new Shift.Source(shift, bed, 2 * TRIALS + i), sizes.most))
                    .toList();
            delay(shift, outcomes);
            rules(shift, rules);
        }
    }

    private void delay(Shift shift, List<Trial.Outcome> outcomes) {
        double[] panes = outcomes.stream().mapToDouble(one -> Math.min(one.first(), sizes.most + 1)).toArray();
        int caught = (int) outcomes.stream().filter(one -> one.first() <= sizes.most).count();
        if (shift != Shift.NULL) {
            Intervals.Interval delay = Intervals.median(panes);
            add(shift.key() + "_panes", "panes", delay);
            add(
                    shift.key() + "_events",
                    "events",
                    new Intervals.Interval(PANE * delay.value(), PANE * delay.low(), PANE * delay.high()));
        }
        add(shift.key() + "_caught", "share", Intervals.share(caught, sizes.trials));
        Map<String, Integer> first = new LinkedHashMap<>();
        outcomes.forEach(one -> one.panes().keySet().forEach(monitor -> first.merge(monitor, 1, Integer::sum)));
        progress.accept("  first: " + first);
    }

    private Rules rules(int trial) {
        return new Rules(events(new Shift.Source(Shift.NULL, bed, TRIALS + trial), REFERENCE));
    }

    private static float[][] events(Shift.Source source, int count) {
        return IntStream.range(0, count).mapToObj(i -> source.next().vector()).toArray(float[][]::new);
    }

    /** How often fixed rules call a pane drifted. */
    private void rules(Shift shift, List<Rules> rules) {
        Map<String, Integer> said = new LinkedHashMap<>();
        int panes = rules.size() * (shift == Shift.NULL ? 8 : 2);
        List<Map<String, Boolean>> each = IntStream.range(0, panes)
                .parallel()
                .mapToObj(i -> rules.get(i % rules.size())
                        .drifted(events(new Shift.Source(shift, bed, 3 * TRIALS + i), PANE), i))
                .toList();
        each.forEach(one -> one.forEach((rule, drifted) -> said.merge(rule, drifted ? 1 : 0, Integer::sum)));
        said.forEach((rule, hits) -> add(shift.key() + "_rule_" + rule, "share", Intervals.share(hits, panes)));
    }

    /** Of events, while nothing changes. The interval is that of the rate which was chosen: it should hold the value. */
    private void rates(List<Trial> trials) {
        for (double rate : RATES) {
            double scores = 0;
            double hits = 0;
            for (Trial trial : trials) {
                List<Double> pValues = trial.pValues();
                scores += pValues.size();
                hits += pValues.stream().filter(p -> p <= rate).count();
            }
            // One calibration set has the rate Beta(k, n + 1 − k); the binomial variance of the scores is added.
            double variance = rate * (1 - rate) * (1.0 / (trials.size() * (CALIBRATION + 2.0)) + 1 / scores);
            double half = 1.96 * Math.sqrt(variance);
            add("novelty_rate_at_" + percent(rate), "share", new Intervals.Interval(hits / scores, rate - half, rate + half));
        }
    }
}
