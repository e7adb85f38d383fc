package dev.vectide.evaluate.report;

import dev.vectide.evaluate.resample.ScoreBootstrap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which space to take, and why: of those that are at no task worse than the best beyond chance, the fastest, then that of the
 * smallest vectors; if each is worse somewhere, the one that is at fewest tasks, with its losses said.
 */
final class Recommendation {
    private Recommendation() {}

    /** Empty for one space, or where nothing can be compared. */
    static Optional<String> of(RunReport report) {
        if (report.spaces().size() < 2 || report.comparisons().isEmpty()) {
            return Optional.empty();
        }
        List<SpaceResult> best = new ArrayList<>(report.spaces());
        best.sort(Comparator.<SpaceResult>comparingInt(space -> losses(report, space).size())
                .thenComparingDouble(space -> -Summary.rate(space))
                .thenComparingInt(SpaceResult::vectorBytes));
        SpaceResult chosen = best.get(0);
        List<Comparison> losses = losses(report, chosen);
        String reason = losses.isEmpty() ? unbeaten(report, chosen) : beaten(losses);
        return Optional.of("Recommendation: " + chosen.name() + ", because " + reason + caveat(report, chosen) + ".");
    }

    private static List<Comparison> losses(RunReport report, SpaceResult space) {
        return report.comparisons().stream()
                .filter(one -> one.other().equals(space.name()) && one.difference().isBeyondChance())
                .toList();
    }

    private static String unbeaten(RunReport report, SpaceResult chosen) {
        List<SpaceResult> rivals = report.spaces().stream()
                .filter(space -> !space.name().equals(chosen.name()) && losses(report, space).isEmpty())
                .toList();
        if (rivals.isEmpty()) {
            return "it is at no task worse beyond chance, and each other space is at some";
        }
        return rivals.stream().allMatch(space -> Summary.rate(space) < Summary.rate(chosen))
                ? "it is at no task worse beyond chance, and of those of which that is true the fastest here"
                : "it is at no task worse beyond chance, and of those of which that is true none is faster";
    }

    private static String beaten(List<Comparison> losses) {
        return "each space is worse than another at some task, and it at fewest: "
                + String.join(", ", losses.stream()
                        .map(one -> String.format(Locale.ROOT, "%s (%s is better by %.4f)", one.task(), one.better(),
                                one.difference().value()))
                        .toList());
    }

    /** What another domain says against it. */
    private static String caveat(RunReport report, SpaceResult chosen) {
        List<Findings.Transfer> own = chosen.findings().transfer().stream().toList();
        Stream<String> worse = own.stream().flatMap(transfer -> transfer.tasks().stream()
                .filter(task -> report.spaces().stream().anyMatch(other -> isBetter(other, task)))
                .map(task -> task.task() + " on " + transfer.data()));
        List<String> said = worse.toList();
        return said.isEmpty()
                ? ""
                : "; but in another domain a different space is clearly better at " + String.join(", ", said);
    }

    private static boolean isBetter(SpaceResult other, TaskResult task) {
        return other.findings().transfer().stream()
                .flatMap(transfer -> transfer.tasks().stream())
                .filter(one -> one.task().equals(task.task()))
                .flatMap(one -> one.scores().statistic().stream())
                .anyMatch(statistic -> task.scores().statistic()
                        .filter(mine -> mine.size() == statistic.size())
                        .map(mine -> ScoreBootstrap.paired(statistic, mine).interval().low() > 0)
                        .orElse(false));
    }
}
