package dev.vectide.monitor.canary;

import dev.vectide.core.canary.CanaryRound;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest round of each encoder of a space, beside the reference: what the canary topic holds, and so the same after any
 * restart.
 *
 * <p>Used by one thread.
 */
public final class CanaryTrack {
    private @Nullable CanaryRound reference;
    private final Map<String, CanaryRound> newest = new TreeMap<>();

    /** A round beside the reference. */
    public record Finding(CanaryRound reference, CanaryRound round, CanaryFigures figures) {}

    /** Takes in a record of the topic. */
    public void take(String key, CanaryRound round) {
        if (key.equals(CanaryRound.REFERENCE)) {
            reference = round;
        } else {
            newest.put(key, round);
        }
    }

    /** Forgets an encoder, or the reference. */
    public void forget(String key) {
        if (key.equals(CanaryRound.REFERENCE)) {
            reference = null;
        } else {
            newest.remove(key);
        }
    }

    /**
     * Of all encoders' newest rounds the one that is furthest from the reference; empty while there is none. Rounds of other
     * texts than the reference's, by encoders of another version, are not told.
     */
    public Optional<Finding> worst() {
        CanaryRound held = reference;
        if (held == null) {
            return Optional.empty();
        }
        return newest.values().stream()
                .filter(round -> round.texts().equals(held.texts()))
                .map(round -> new Finding(held, round, CanaryFigures.of(held, round)))
                .min(Comparator.comparingDouble(finding -> finding.figures().meanCosine()));
    }
}
