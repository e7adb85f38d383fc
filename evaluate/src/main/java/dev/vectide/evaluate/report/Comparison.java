package dev.vectide.evaluate.report;

import dev.vectide.evaluate.resample.ScoreBootstrap;
import dev.vectide.evaluate.resample.Statistic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The better of two spaces at a task, and by how much, over the same items. */
public record Comparison(String task, String score, String better, String other, ScoreBootstrap.Difference difference) {

    /** Of every task that can be sampled, the best space against each other one. */
    static List<Comparison> of(List<SpaceResult> spaces) {
        List<Comparison> comparisons = new ArrayList<>();
        if (!spaces.isEmpty()) {
            spaces.get(0).tasks().forEach(task -> comparisons.addAll(of(task.task(), spaces)));
        }
        return comparisons;
    }

    private record Side(String space, TaskResult result, Statistic statistic) {}

    private static List<Comparison> of(String task, List<SpaceResult> spaces) {
        List<Side> sides = spaces.stream()
                .flatMap(space -> space.task(task).stream().flatMap(result -> side(space, result).stream()))
                .sorted(Comparator.comparingDouble(side -> -side.result().scores().mainValue()))
                .toList();
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 1; i < sides.size(); i++) {
            Side best = sides.get(0);
            Side other = sides.get(i);
            comparisons.add(new Comparison(
                    task,
                    best.result.scores().main(),
                    best.space,
                    other.space,
                    ScoreBootstrap.paired(best.statistic, other.statistic)));
        }
        return comparisons;
    }

    private static Optional<Side> side(SpaceResult space, TaskResult result) {
        return result.scores().statistic().map(statistic -> new Side(space.name(), result, statistic));
    }
}
