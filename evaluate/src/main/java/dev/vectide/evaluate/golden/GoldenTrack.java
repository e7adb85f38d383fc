package dev.vectide.evaluate.golden;

import dev.vectide.evaluate.resample.ScoreBootstrap;
import dev.vectide.evaluate.resample.Statistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Follows one golden set from round to round. The baseline is the first round that the next one does not better, that is not
 * below the floor and finds anything: a store that is filling up has none yet. It stays the baseline whatever space is served
 * later. A round is bad if its mean is below the floor, or if the paired bootstrap of its scores and the baseline's, query by
 * query, leaves 0 out on the worse side. It takes two bad rounds in a row to open an incident, and two good ones to end it: one
 * round may have met a store that was just starting.
 *
 * @param floor 0 for none
 * @param baseline scores by query; empty before there is one
 * @param previous scores of the round before; empty before there was one
 * @param streak rounds in a row that say the opposite of {@code firing}
 */
public record GoldenTrack(double floor, List<Double> baseline, List<Double> previous, boolean firing, int streak) {
    private static final int ROUNDS = 2;

    public GoldenTrack {
        baseline = List.copyOf(baseline);
        previous = List.copyOf(previous);
    }

    /** @param firing whether an earlier process left an incident open */
    public static GoldenTrack start(double floor, List<Double> baseline, boolean firing) {
        return new GoldenTrack(floor, baseline, List.of(), firing, 0);
    }

    /**
     * @param score mean of the round
     * @param against mean of the baseline; empty where there is none yet
     * @param wrong what is wrong with the round, a sentence; empty for nothing
     */
    public record Round(GoldenTrack track, double score, Optional<Double> against, Optional<String> wrong) {
        /** Whether the incident has just opened or ended. */
        public boolean turned(GoldenTrack before) {
            return track.firing != before.firing;
        }
    }

    /** @param scores of the round, in the order of the queries */
    public Round next(List<Double> scores) {
        if (!baseline.isEmpty() && baseline.size() != scores.size()) {
            throw new IllegalArgumentException(scores.size() + " scores where the baseline has " + baseline.size());
        }
        double mean = mean(scores);
        Optional<String> wrong = wrong(scores, mean);
        int opposite = wrong.isPresent() == firing ? 0 : streak + 1;
        boolean turns = opposite >= ROUNDS;
        GoldenTrack track = new GoldenTrack(floor, baseline(scores), scores, turns != firing, turns ? 0 : opposite);
        return new Round(track, mean, baseline.isEmpty() ? Optional.empty() : Optional.of(mean(baseline)), wrong);
    }

    private List<Double> baseline(List<Double> scores) {
        if (!baseline.isEmpty() || previous.isEmpty() || mean(scores) > mean(previous)) {
            return baseline;
        }
        return mean(previous) > 0 && mean(previous) >= floor ? previous : baseline;
    }

    private Optional<String> wrong(List<Double> scores, double mean) {
        if (mean < floor) {
            return Optional.of(String.format(
                    Locale.ROOT, "nDCG@10 of the golden set is %.3f, below the floor of %.3f.", mean, floor));
        }
        if (baseline.isEmpty()) {
            return Optional.empty();
        }
        ScoreBootstrap.Difference difference =
                ScoreBootstrap.paired(Statistics.mean(array(scores)), Statistics.mean(array(baseline)));
        return difference.interval().high() < 0
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "nDCG@10 of the golden set is %.3f, worse than its baseline by %.3f (95 %% interval %.3f to %.3f).",
                        mean, -difference.value(), -difference.interval().high(), -difference.interval().low()))
                : Optional.empty();
    }

    private static double mean(List<Double> scores) {
        return scores.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static double[] array(List<Double> scores) {
        return scores.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
