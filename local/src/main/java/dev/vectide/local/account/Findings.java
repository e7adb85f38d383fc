package dev.vectide.local.account;

import dev.vectide.core.embedding.SourcePosition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found, counted without bound and kept up to one.
 *
 * <p>Used by one thread.
 */
public final class Findings {
    private final int most;
    private final List<Finding> kept = new ArrayList<>();
    private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);

    /** @param most that are kept; the others are only counted */
    public Findings(int most) {
        this.most = most;
    }

    void add(Fault fault, String what, @Nullable SourcePosition position, String document, String why) {
        counts.merge(fault, 1L, Long::sum);
        if (kept.size() < most) {
            kept.add(new Finding(fault, what, position, document, why));
        }
    }

    /** A record that cannot be read. */
    public void damaged(String where, String why) {
        add(Fault.DAMAGED, "record", null, "", where + ": " + why);
    }

    /** Something that the whole stream waits for. */
    public void late(String what, String why) {
        add(Fault.LATE, what, null, "", why);
    }

    public List<Finding> kept() {
        return Collections.unmodifiableList(kept);
    }

    public Map<Fault, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }

    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
