package dev.vectide.core.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with one event, as it is found.
 *
 * <p>Used by one thread.
 */
final class Faults {
    private static final String HALF_PAIR = "has half a surrogate pair";

    private final List<Fault> faults = new ArrayList<>();

    void add(String field, String reason) {
        faults.add(new Fault(field, reason));
    }

    /** Whether {@code text} can be written as UTF-8; notes the fault if not. */
    boolean requireWellFormed(String field, String text) {
        boolean wellFormed = Texts.isWellFormed(text);
        if (!wellFormed) {
            add(field, HALF_PAIR);
        }
        return wellFormed;
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    List<Fault> list() {
        return List.copyOf(faults);
    }
}
