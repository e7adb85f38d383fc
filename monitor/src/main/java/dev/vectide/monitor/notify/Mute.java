package dev.vectide.monitor.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vectide.core.report.Alert;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why nobody is told of an alert that fires; nothing of this holds for one that is over.
 *
 * @param inhibitedBy ids of the incidents that explain it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Mute(@Nullable Acknowledgement acknowledged, List<Silence> silenced, List<String> inhibitedBy) {
    public Mute {
        silenced = List.copyOf(silenced);
        inhibitedBy = List.copyOf(inhibitedBy);
    }

    /** @param all alerts of which those that fire may explain it */
    public static Mute of(Alert alert, Collection<Alert> all, Settled settled, Instant now) {
        Acknowledgement acknowledged = settled.acknowledgements().stream()
                .filter(one -> one.covers(alert, now))
                .findFirst()
                .orElse(null);
        return new Mute(
                acknowledged,
                settled.silences().stream().filter(one -> one.covers(alert, now)).toList(),
                all.stream()
                        .filter(one -> Inhibition.inhibits(one, alert))
                        .map(Alert::id)
                        .toList());
    }

    public boolean isMute() {
        return acknowledged != null || !silenced.isEmpty() || !inhibitedBy.isEmpty();
    }
}
