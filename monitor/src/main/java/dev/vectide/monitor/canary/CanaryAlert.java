package dev.vectide.monitor.canary;

import dev.vectide.core.report.Alert;
import dev.vectide.core.report.Evidence;
import dev.vectide.core.report.Pane;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a stream is told of a finding, given what it was told before. */
public final class CanaryAlert {
    public static final String DETECTOR = "canary";
    private static final int SHOWN = 5;

    private CanaryAlert() {}

    /** @param open the stream's alert that is firing, or null */
    public static Optional<Alert> next(String stream, String space, CanaryTrack.Finding finding, @Nullable Alert open) {
        boolean same = finding.figures().isSame();
        if (same && open == null || open != null && !finding.round().time().isAfter(open.updatedAt())) {
            return Optional.empty();
        }
        Instant now = finding.round().time();
        Instant opened = open == null ? now : open.openedAt();
        return Optional.of(new Alert(
                Alert.FORMAT,
                open == null ? stream + "/" + space + "/" + DETECTOR + "/" + now : open.id(),
                stream,
                space,
                DETECTOR,
                same ? Alert.State.RESOLVED : Alert.State.FIRING,
                severity(finding, open),
                opened,
                now,
                same ? now : null,
                summary(finding, same),
                new Pane(finding.reference().time(), now, finding.round().texts().size(), 0),
                figures(finding.figures()),
                null,
                same ? List.of() : evidence(finding),
                List.of()));
    }

    /** It only rises. */
    private static Alert.Severity severity(CanaryTrack.Finding finding, @Nullable Alert open) {
        boolean was = open != null && open.severity() == Alert.Severity.CRITICAL;
        return was || finding.figures().isOther() ? Alert.Severity.CRITICAL : Alert.Severity.WARNING;
    }

    private static String summary(CanaryTrack.Finding finding, boolean same) {
        Stamps producers = new Stamps(finding.reference().producer(), finding.round().producer());
        return same
                ? "Fixed texts have the vectors again that they had at first, " + producers + "."
                : String.format(
                        Locale.ROOT,
                        "The encoder changed: fixed texts have other vectors than at first (mean cosine %.4f, least %.4f, "
                                + "%.0f %% of nearest neighbours kept), %s.",
                        finding.figures().meanCosine(),
                        finding.figures().minCosine(),
                        100 * finding.figures().overlap(),
                        producers);
    }

    /** Says the two stamps, or the one where they are the same. */
    private record Stamps(String then, String now) {
        @Override
        public String toString() {
            return then.equals(now) ? "on " + now : "on " + now + " where it was " + then;
        }
    }

    private static Map<String, Double> figures(CanaryFigures figures) {
        Map<String, Double> map = new LinkedHashMap<>();
        map.put("mean_cosine", figures.meanCosine());
        map.put("min_cosine", figures.minCosine());
        map.put("overlap_at_10", figures.overlap());
        return map;
    }

    private static List<Evidence> evidence(CanaryTrack.Finding finding) {
        return finding.figures().moved(SHOWN).stream()
                .map(text -> new Evidence(
                        "canary/" + text,
                        finding.round().texts().get(text),
                        finding.figures().cosines().get(text),
                        List.of()))
                .toList();
    }
}
