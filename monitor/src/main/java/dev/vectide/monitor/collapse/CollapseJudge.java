package dev.vectide.monitor.collapse;

import dev.vectide.core.report.Alert;
import dev.vectide.core.report.HealthReport;
import dev.vectide.monitor.alert.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The thresholds of collapse, all relative to the stream's own reference.
 *
 * <ul>
 *   <li>complete: variance_ratio below 0.5 warns, below 0.2 is critical
 *   <li>dead dimensions: any warns, 2 % of those alive in the reference are critical
 *   <li>weak dimensions, dead ones among them: 1 % of those alive in the reference warns, 5 % is critical
 *   <li>lost directions: 1 % warns, 5 % is critical
 *   <li>dimensional: participation and effective rank both below half of the reference's, and the variance in the weaker
 *       half of the directions too, is critical. The ranks alone also fall when the traffic turns to fewer topics, which
 *       leaves the weak directions as they were: that is said, and is no alarm
 *   <li>hubs: skewness and largest share of neighbours both above twice the reference's warn, the share being above 5 %
 *   <li>unusable vectors: 1 % warns, 10 % is critical, from the first pane on
 *   <li>exact copies are no alarm, for the same text may be sent often; they are named beside one, from 10 % on
 * </ul>
 */
final class CollapseJudge {
    private static final double VARIANCE_WARNING = 0.5;
    private static final double VARIANCE_CRITICAL = 0.2;
    private static final double DEAD_CRITICAL = 0.02;
    private static final double LOST_WARNING = 0.01;
    private static final double LOST_CRITICAL = 0.05;
    private static final double RANK_NOTED = 0.7;
    private static final double RANK_CRITICAL = 0.5;
    private static final double TAIL_CRITICAL = 0.5;
    private static final double UNUSABLE_WARNING = 0.01;
    private static final double UNUSABLE_CRITICAL = 0.1;
    private static final double COPIES_NAMED = 0.1;
    private static final double HUB_SHARE = 0.05;
    private static final double HUB_RATIO = 2;

    private static final String SIMILAR =
            "what the encoder is given: one prefix, template or empty field everywhere makes texts alike; then its pooling";
    private static final String DIMENSIONS =
            "the dimensions named here, and what changed with the last deployment: quantisation, pooling, normalisation, a cut";
    private static final String RANK =
            "the encoder's last change (training, adapter, reduction of dimensions), and the spectrum in the report's figures";

    private CollapseJudge() {}

    record Finding(String status, List<String> sentences) {
        boolean firing() {
            return !status.equals(HealthReport.OK);
        }

        Verdict verdict(CollapseFigures figures) {
            return new Verdict(
                    firing(),
                    !firing(),
                    status.equals(HealthReport.CRITICAL) ? Alert.Severity.CRITICAL : Alert.Severity.WARNING,
                    String.join(" ", sentences),
                    figures.values(),
                    null,
                    List.of(),
                    figures.deadDimensions());
        }
    }

    static Finding judge(CollapseFigures figures) {
        Judgement judgement = new Judgement();
        unusable(figures, judgement);
        complete(figures, judgement);
        dead(figures, judgement);
        dimensional(figures, judgement);
        hubs(figures, judgement);
        copies(figures, judgement);
        advise(judgement);
        return new Finding(judgement.status, judgement.sentences);
    }

    private static void unusable(CollapseFigures figures, Judgement judgement) {
        double share = figures.value("unusable_share");
        if (share >= UNUSABLE_WARNING) {
            judgement.raise(share >= UNUSABLE_CRITICAL);
            judgement.advise("the model file and its precision: damaged weights and overflow in half precision give NaN");
            judgement.say("%.1f %% of the vectors have no direction (NaN, infinite or all zero).", 100 * share);
        }
    }

    private static void complete(CollapseFigures figures, Judgement judgement) {
        double ratio = figures.value("variance_ratio");
        if (ratio < VARIANCE_WARNING) {
            judgement.raise(ratio < VARIANCE_CRITICAL);
            judgement.advise(SIMILAR);
            judgement.say(
                    "Total variance is %.2f of the reference's: different documents get nearly the same vector.", ratio);
        }
    }

    private static void dead(CollapseFigures figures, Judgement judgement) {
        double share = figures.value("dead_share");
        if (share > 0) {
            judgement.raise(share >= DEAD_CRITICAL);
            judgement.advise(DIMENSIONS);
            judgement.say(
                    "%.0f dimensions that varied in the reference are constant now (%.1f %%).",
                    figures.value("dimensions_dead"), 100 * share);
        }
        double weak = figures.value("weak_share");
        if (weak >= LOST_WARNING) {
            judgement.raise(weak >= LOST_CRITICAL);
            judgement.advise(DIMENSIONS);
            judgement.say(
                    "%.0f dimensions have less than a tenth of the share of variance they had in the reference (%.1f %%).",
                    figures.value("dimensions_weak"), 100 * weak);
        }
    }

    private static void dimensional(CollapseFigures figures, Judgement judgement) {
        double participation = figures.value("participation_ratio_ratio");
        double rank = figures.value("effective_rank_ratio");
        double tail = figures.value("tail_variance_ratio");
        double lost = figures.value("directions_lost_share");
        if (participation < RANK_CRITICAL && rank < RANK_CRITICAL && tail < TAIL_CRITICAL) {
            judgement.raise(true);
            judgement.advise(RANK);
            judgement.say("The vectors have lost rank: effective rank is %.2f of the reference's.", rank);
        }
        if (lost >= LOST_WARNING) {
            judgement.raise(lost >= LOST_CRITICAL);
            judgement.advise(RANK);
            judgement.say("%.1f %% of the directions that varied in the reference are empty now.", 100 * lost);
        }
        if (participation < RANK_NOTED && judgement.status.equals(HealthReport.OK)) {
            judgement.say(
                    "Participation ratio is %.2f of the reference's while the weak directions keep %.2f of their"
                            + " variance: the traffic has turned to fewer topics.",
                    participation, tail);
        }
    }

    private static void hubs(CollapseFigures figures, Judgement judgement) {
        double largest = figures.value("hub_largest_share");
        if (largest > HUB_SHARE
                && largest > HUB_RATIO * figures.value("hub_largest_share_reference")
                && figures.value("hub_skewness") > HUB_RATIO * figures.value("hub_skewness_reference")) {
            judgement.raise(false);
            judgement.advise("documents that are near to all others: often empty, very short or of one template");
            judgement.say(
                    "One vector is among the ten nearest of %.1f %% of the others (reference %.1f %%): a search will find it"
                            + " for nearly anything.",
                    100 * largest, 100 * figures.value("hub_largest_share_reference"));
        }
    }

    private static void copies(CollapseFigures figures, Judgement judgement) {
        double share = figures.value("duplicate_share");
        if (share >= COPIES_NAMED && !judgement.status.equals(HealthReport.OK)) {
            judgement.say("%.1f %% of the vectors are exact copies of others.", 100 * share);
        }
    }

    /** The encoder first, for its canary tells at once whether it is that. */
    private static void advise(Judgement judgement) {
        if (!judgement.advice.isEmpty()) {
            judgement.say("%s", "Look at whether the canary alerts, too, which tells the encoder from the traffic; then at "
                    + String.join("; at ", judgement.advice) + ".");
        }
    }

    private static final class Judgement {
        final Set<String> advice = new LinkedHashSet<>();
        String status = HealthReport.OK;
        final List<String> sentences = new ArrayList<>();

        void raise(boolean critical) {
            if (critical) {
                status = HealthReport.CRITICAL;
            } else if (status.equals(HealthReport.OK)) {
                status = HealthReport.WARNING;
            }
        }

        void advise(String where) {
            advice.add(where);
        }

        void say(String format, Object... values) {
            sentences.add(String.format(Locale.ROOT, format, values));
        }
    }
}
