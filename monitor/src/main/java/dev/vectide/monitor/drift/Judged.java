package dev.vectide.monitor.drift;

import java.util.List;

/**
 * What a {@link Baseline} says of a pane.
 *
 * @param pValues of each detector, in the order of {@link Detectors#NAMES}
 * @param e arithmetic mean of the detectors' e-values, which is an e-value whatever their dependence
 */
public record Judged(Detectors detectors, List<Double> pValues, double e) {
    public Judged {
        pValues = List.copyOf(pValues);
    }
}
