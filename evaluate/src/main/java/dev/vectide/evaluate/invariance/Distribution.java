package dev.vectide.evaluate.invariance;

import dev.vectide.evaluate.bootstrap.Interval;

/**
 * @param median with its interval
 * @param p90 the 0.9-quantile, with its interval
 */
public record Distribution(Interval median, Interval p90) {}
