package dev.vectide.monitor.notify;

import dev.vectide.core.report.Alert;
import java.util.Set;

/**
 * Which incident explains another one: an encoder that is broken, or that its canary has found to be changed, explains whatever
 * its vectors set off, and a critical collapse explains drift, in the same stream and space.
 */
final class Inhibition {
    private static final Set<String> OF_ENCODER = Set.of("encoder", "canary");
    private static final String COLLAPSE = "collapse";
    private static final String DRIFT = "drift";
    private static final Set<String> OF_VECTORS = Set.of(COLLAPSE, DRIFT, "novelty");

    private Inhibition() {}

    static boolean inhibits(Alert cause, Alert effect) {
        if (cause.state() != Alert.State.FIRING
                || !cause.stream().equals(effect.stream())
                || !cause.space().equals(effect.space())) {
            return false;
        }
        boolean encoder = OF_ENCODER.contains(cause.detector()) && OF_VECTORS.contains(effect.detector());
        boolean collapse = cause.detector().equals(COLLAPSE)
                && cause.severity() == Alert.Severity.CRITICAL
                && effect.detector().equals(DRIFT);
        return encoder || collapse;
    }
}
