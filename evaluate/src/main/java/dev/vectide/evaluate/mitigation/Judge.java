package dev.vectide.evaluate.mitigation;

import dev.vectide.evaluate.bootstrap.Bootstrap;
import dev.vectide.evaluate.bootstrap.Interval;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Compares tasks before and after a transform, item by item on the same resamples. The transform must have been fitted on other
 * items than the tasks'.
 *
 * @param bootstrap how intervals are made
 * @param tolerance the largest loss on another task that may remain possible, in units of its score
 */
public record Judge(Bootstrap bootstrap, double tolerance) {
    /** A hundredth of a score of 0 to 1. */
    public static final Judge DEFAULT = new Judge(Bootstrap.DEFAULT, 0.01);

    public Judgement judge(Transform transform, JudgedTask target, List<? extends JudgedTask> others) {
        return new Judgement(
                transform.name(),
                compare(transform, target),
                others.stream().map(other -> compare(transform, other)).toList(),
                tolerance);
    }

    public TaskChange compare(Transform transform, JudgedTask task) {
        ToDoubleFunction<int[]> before = task.before();
        ToDoubleFunction<int[]> after = task.score(transform::apply);
        int[] all = IntStream.range(0, task.items()).toArray();
        Interval change = bootstrap.interval(
                task.groups(), items -> after.applyAsDouble(items) - before.applyAsDouble(items));
        return new TaskChange(task.name(), before.applyAsDouble(all), after.applyAsDouble(all), change);
    }
}
