package dev.vectide.evaluate.mitigation;

import java.util.List;

/**
 * Whether a transform is worth having: only if the target gains beyond its interval and no other task loses.
 *
 * @param transform its name
 * @param target what it is for
 * @param others what it must not harm, such as another domain
 * @param tolerance the largest loss on another task that may remain possible
 */
public record Judgement(String transform, TaskChange target, List<TaskChange> others, double tolerance) {
    public enum Outcome {
        ADOPT,
        /** The target's interval holds 0 or lies below. */
        NO_GAIN,
        /** Another task's interval lies below 0. */
        LOSS_ELSEWHERE,
        /** Another task's interval reaches further below 0 than is tolerated: it may lose, and too few items say otherwise. */
        UNPROVEN_ELSEWHERE
    }

    public Judgement {
        others = List.copyOf(others);
        if (others.isEmpty()) {
            throw new IllegalArgumentException("no other task: a gain that costs nothing elsewhere cannot be shown");
        }
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("a tolerance of " + tolerance + ": expected at least 0");
        }
    }

    public Outcome outcome() {
        if (!target.gains()) {
            return Outcome.NO_GAIN;
        }
        if (others.stream().anyMatch(TaskChange::loses)) {
            return Outcome.LOSS_ELSEWHERE;
        }
        return others.stream().anyMatch(other -> other.change().low() < -tolerance)
                ? Outcome.UNPROVEN_ELSEWHERE
                : Outcome.ADOPT;
    }

    public boolean adopted() {
        return outcome() == Outcome.ADOPT;
    }
}
