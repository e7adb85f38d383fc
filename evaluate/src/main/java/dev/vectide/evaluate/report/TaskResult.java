package dev.vectide.evaluate.report;

import dev.vectide.evaluate.resample.ScoreBootstrap;
import dev.vectide.evaluate.task.Scores;
import java.util.Optional;

/**
 * A task's scores in one space.
 *
 * @param interval of the main score, where it can be sampled
 * @param seconds that the task took, without the encoding
 */
public record TaskResult(String task, Scores scores, Optional<ScoreBootstrap.Interval> interval, double seconds) {}
