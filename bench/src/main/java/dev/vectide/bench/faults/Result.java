package dev.vectide.bench.faults;

import dev.vectide.bench.Figures;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * How all rounds ended.
 *
 * @param told what the monitors' jobs have written, against what the monitors say of the whole topic
 * @param leftOut faults that this machine cannot have, and why
 */
record Result(List<Round> rounds, Replay.Difference told, List<String> leftOut, long seed) {
    static String line(Round round) {
        return String.format(
                Locale.ROOT,
                "%3d  %-38s %6.1f s  lost %d  doubled %d  wrong %d  %-12s  %4d events  %4d answers, %d partial, %d refused"
                        + "  %d incidents",
                round.number(),
                round.fault().name(),
                round.recoverySeconds(),
                round.lost(),
                round.doubled(),
                round.wrong(),
                round.balanced() ? "balanced" : "NOT BALANCED",
                round.events(),
                round.answers(),
                round.partial(),
                round.refused(),
                round.incidents());
    }

    boolean isGood() {
        return told.isNone()
                && rounds.stream().allMatch(round -> round.balanced()
                        && round.lost() == 0
                        && round.doubled() == 0
                        && round.wrong() == 0
                        && !Double.isNaN(round.recoverySeconds()));
    }

    void table(PrintStream out) {
        out.println("seed " + seed);
        leftOut.forEach(why -> out.println("not run: " + why));
        rounds.forEach(round -> out.println(line(round)));
    }

    Figures figures() {
        Figures figures = new Figures("faults");
        figures.add("rounds", "rounds", rounds.size());
        figures.add("kinds_not_run", "faults", leftOut.size());
        figures.add("lost", "records", sum(Round::lost) + told.lost().size());
        figures.add("doubled", "records", sum(Round::doubled) + told.doubled().size());
        figures.add("wrong_answers", "answers", sum(Round::wrong));
        figures.add("unbalanced_rounds", "rounds", (double)
                rounds.stream().filter(round -> !round.balanced()).count());
        figures.add("events", "events", sum(Round::events));
        figures.add("answers", "answers", sum(Round::answers));
        figures.add("partial_answers", "answers", sum(Round::partial));
        figures.add("refused", "questions", sum(Round::refused));
        figures.add("alerts", "records", (double) told.alerts());
        figures.add("reports", "records", (double) told.reports());
        recovery(figures, "recovery_seconds_p95", round -> round.fault().isKillOfRole());
        recovery(figures, "recovery_seconds_p95_flink", round -> round.fault().isKillOfFlink());
        recovery(figures, "recovery_seconds_p95_all", round -> true);
        return figures;
    }

    private double sum(ToLongFunction<Round> figure) {
        return (double) rounds.stream().mapToLong(figure).sum();
    }

    /** Nearest rank, with the least and the most; where a round did not recover, as long as it was waited for. */
    private void recovery(Figures figures, String key, Predicate<Round> which) {
        double[] seconds = rounds.stream()
                .filter(which)
                .mapToDouble(Round::recoverySeconds)
                .map(value -> Double.isNaN(value) ? FaultsBench.RECOVERS.toSeconds() : value)
                .toArray();
        if (seconds.length > 0) {
            Arrays.sort(seconds);
            double p95 = seconds[(int) Math.ceil(0.95 * seconds.length) - 1];
            figures.interval(key, "s", p95, seconds[0], seconds[seconds.length - 1]);
        }
    }
}
