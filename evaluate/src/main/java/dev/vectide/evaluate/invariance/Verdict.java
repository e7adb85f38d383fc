package dev.vectide.evaluate.invariance;

import dev.vectide.evaluate.bootstrap.Interval;

/**
 * Whether an encoder is as declared of one perturbation.
 *
 * @param perturbation its label
 * @param expectation what was declared
 * @param limit of the ratio
 * @param outcome met or not
 * @param ratio median shift to median distance that matters; NaN where nothing was measured
 * @param applied items that were changed
 * @param notApplicable items to which the change does not apply
 * @param shift 1 − cosine of an item and its change
 * @param mattering 1 − cosine of an item and the nearest other, of another label where there are labels
 * @param neighbourChanges share of the items whose nearest other item is another one after the change
 * @param strays share of the changed items to which another item is nearer than the one they were made of
 */
public record Verdict(
        String perturbation,
        Expectation expectation,
        double limit,
        Outcome outcome,
        Interval ratio,
        int applied,
        int notApplicable,
        Distribution shift,
        Distribution mattering,
        double neighbourChanges,
        double strays) {
    public enum Outcome {
        MET,
        NOT_MET,
        /** The ratio's interval holds the limit: more items would tell. */
        UNCLEAR,
        /** Too few items that the change applies to. */
        NOT_MEASURED
    }

    public boolean met() {
        return outcome == Outcome.MET;
    }
}
