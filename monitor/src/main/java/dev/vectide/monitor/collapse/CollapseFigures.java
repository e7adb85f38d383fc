package dev.vectide.monitor.collapse;

import dev.vectide.monitor.nearest.Pairs;
import dev.vectide.monitor.stats.Moments;
import dev.vectide.monitor.stats.Spectrum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one pane. Relative variance of dimension j: r_j = variance_j/(trace/d). A dimension is dead if r_j <
 * 0.01 while its reference has r_j ≥ 0.1; weak if r_j < 0.1 of its reference. Dimensions dead in the reference itself are
 * left out (several well-known encoders have some). A direction is lost if its eigenvalue is below 0.01 of that at the
 * same place in the reference's spectrum of as many vectors: a dead dimension in whatever basis.
 *
 * <p>Uniformity and hubness are taken on 1,000 vectors of the newest panes and of the reference, where there are as many.
 *
 * <p>Absolute rank figures are taken on 5d vectors of the newest panes together, where their bias is below 3 %; ratios on
 * equally many vectors of the newest pane alone and of the reference, so that a change shows at once and leaves no trace.
 *
 * @param values all of them by name, as reports carry them
 * @param deadDimensions weakest first, at most 32
 */
record CollapseFigures(Map<String, Double> values, List<Integer> deadDimensions) {
    private static final double DEAD = 0.01;
    private static final double ALIVE_IN_REFERENCE = 0.1;
    private static final double WEAK = 0.1;
    private static final int SHOWN = 32;

    /** Vectors that the rank figures are computed on, always the same number: at least 5d, within the sample's bound. */
    static int rankSample(int dimension) {
        return Math.min(CollapsePane.SAMPLE, 5 * dimension);
    }

    double value(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    /** Of a pane while there is no reference yet. */
    static CollapseFigures alone(CollapsePane pane) {
        Map<String, Double> values = new LinkedHashMap<>();
        counts(values, pane);
        moments(values, pane.moments);
        return new CollapseFigures(values, List.of());
    }

    /**
     * @param window the newest panes, this one last, for the absolute rank figures
     * @param quick vectors on which a pane by itself is compared with the reference, where these exceed the dimension and the
     *     pane does not have as many as the rank figures want
     */
    static CollapseFigures against(CollapsePane pane, CollapsePane window, CollapseReference reference, int quick) {
        Map<String, Double> values = new LinkedHashMap<>();
        List<Integer> dead = new ArrayList<>();
        counts(values, pane);
        moments(values, pane.moments);
        dimensions(values, dead, pane.moments, reference.moments());
        int d = reference.moments().dimension();
        int full = rankSample(d);
        int own = Math.min(quick, full);
        Spectrum whole = spectrum(window, reference, full);
        // A pane that is enough by itself is the window, and one spectrum serves both.
        boolean apart = pane.sample.size() < full && own > d;
        ratios(values, apart ? spectrum(pane, reference, own) : whole, reference);
        ranks(values, whole, reference);
        pairs(values, window, reference);
        return new CollapseFigures(values, dead);
    }

    private static void counts(Map<String, Double> values, CollapsePane pane) {
        Moments moments = pane.moments;
        double all = Math.max(1, pane.n());
        values.put("unusable_share", moments.unusable() / all);
        values.put("non_finite", (double) moments.nonFinite());
        values.put("zero_norm", (double) moments.zeroNorm());
        values.put("off_norm_share", moments.offNorm() / Math.max(1.0, (double) moments.n()));
        values.put("norm_mean", moments.normMean());
        values.put("norm_sd", moments.normSd());
        values.put("duplicate_share", pane.duplicateShare());
    }

    private static void moments(Map<String, Double> values, Moments moments) {
        values.put("mean_cosine", moments.meanCosine());
        values.put("variance_trace", moments.trace());
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (double variance : moments.variance()) {
            lowest = Math.min(lowest, variance);
            highest = Math.max(highest, variance);
        }
        values.put("variance_min", lowest);
        values.put("variance_max", highest);
    }

    private static void dimensions(Map<String, Double> values, List<Integer> dead, Moments pane, Moments reference) {
        values.put("mean_cosine_reference", reference.meanCosine());
        values.put("variance_ratio", pane.trace() / reference.trace());
        if (pane.n() < 2) {
            return;
        }
        double[] relative = relative(pane);
        double[] normal = relative(reference);
        int masked = 0;
        int weak = 0;
        int deadCount = 0;
        List<Integer> found = new ArrayList<>();
        for (int j = 0; j < normal.length; j++) {
            if (normal[j] < ALIVE_IN_REFERENCE) {
                masked++;
            } else if (!(relative[j] >= DEAD)) {
                deadCount++;
                found.add(j);
            }
            if (normal[j] >= ALIVE_IN_REFERENCE && !(relative[j] >= WEAK * normal[j])) {
                weak++;
            }
        }
        found.sort(Comparator.comparingDouble((Integer j) -> relative[j]).thenComparing(j -> j));
        dead.addAll(found.subList(0, Math.min(SHOWN, found.size())));
        double alive = Math.max(1, normal.length - masked);
        values.put("dimensions_masked", (double) masked);
        values.put("dimensions_dead", (double) deadCount);
        values.put("dimensions_weak", (double) weak);
        values.put("dead_share", deadCount / alive);
        values.put("weak_share", weak / alive);
    }

    private static double[] relative(Moments moments) {
        double[] variance = moments.variance();
        double mean = moments.trace() / variance.length;
        for (int j = 0; j < variance.length; j++) {
            variance[j] = mean > 0 ? variance[j] / mean : 0;
        }
        return variance;
    }

    /** Of as many vectors as the reference is asked for; null where there are fewer in either. */
    private static @Nullable Spectrum spectrum(CollapsePane pane, CollapseReference reference, int n) {
        return pane.sample.size() < n || !reference.holds(n) ? null : CollapseReference.of(pane, n);
    }

    private static void ratios(Map<String, Double> values, @Nullable Spectrum now, CollapseReference reference) {
        if (now == null) {
            return;
        }
        Spectrum normal = reference.spectrum(now.n());
        int alive = now.dimension() - (int) values.getOrDefault("dimensions_masked", 0.0).doubleValue();
        int lost = now.directionsBelow(DEAD, normal, alive);
        values.put("compared_sample", (double) now.n());
        values.put("participation_ratio_ratio", now.participationRatio() / normal.participationRatio());
        values.put("effective_rank_ratio", now.effectiveRank() / normal.effectiveRank());
        values.put("tail_variance_ratio", now.tailVariance(alive) / normal.tailVariance(alive));
        values.put("directions_lost", (double) lost);
        values.put("directions_lost_share", (double) lost / Math.max(1, alive));
    }

    private static void ranks(Map<String, Double> values, @Nullable Spectrum now, CollapseReference reference) {
        if (now == null) {
            return;
        }
        Spectrum normal = reference.spectrum(now.n());
        values.put("rank_sample", (double) now.n());
        values.put("participation_ratio", now.participationRatio());
        values.put("participation_ratio_reference", normal.participationRatio());
        values.put("isoscore", now.isoScore());
        values.put("effective_rank", now.effectiveRank());
        values.put("effective_rank_reference", normal.effectiveRank());
        values.put("rankme", now.rankMe());
        values.put("rankme_reference", normal.rankMe());
        values.put("stable_rank", now.stableRank());
        values.put("alpha_req", now.alphaReq());
        values.put("alpha_req_reference", normal.alphaReq());
        values.put("cosine_sd", now.cosineSd());
    }

    private static void pairs(Map<String, Double> values, CollapsePane window, CollapseReference reference) {
        int n = CollapseReference.PAIRED;
        if (window.sample.size() < n || !reference.holds(n)) {
            return;
        }
        Pairs now = CollapseReference.pairs(window);
        Pairs normal = reference.pairs();
        values.put("uniformity", now.uniformity());
        values.put("uniformity_reference", normal.uniformity());
        values.put("hub_skewness", now.skewness());
        values.put("hub_skewness_reference", normal.skewness());
        values.put("hub_largest_share", now.largest());
        values.put("hub_largest_share_reference", normal.largest());
        values.put("hub_orphan_share", now.orphans());
    }
}
