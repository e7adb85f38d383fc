package dev.vectide.monitor.drift;

import dev.vectide.core.report.ClusterShift;
import dev.vectide.core.report.Evidence;
import dev.vectide.monitor.stats.Normal;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.Units;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Where a pane differs from the reference: dimensions and clusters.
 *
 * @param dimensions whose mean or variance moved significantly, furthest first: |t_j| or |v_j| above the normal quantile
 *     of 0.01, corrected for all dimensions (Bonferroni); the furthest of either kind in any case
 * @param clusters with how much more or less of the traffic lies in them, most surprising first
 */
record Localisation(List<Integer> dimensions, List<ClusterShift> clusters) {
    private static final double LEVEL = 0.01;
    private static final int MOST_DIMENSIONS = 32;
    private static final int MOST_CLUSTERS = 3;
    private static final int MOST_TEXT = 60;
    private static final int EXAMPLES = 3;

    /** @param standing those of the pane's items that may be shown */
    static Localisation of(
            Summary pane,
            List<Sample.Item> items,
            List<Mark> marks,
            List<Sample.Item> standing,
            Baseline baseline) {
        return new Localisation(
                dimensions(pane, baseline.summary()), clusters(pane, items, marks, standing, baseline));
    }

    private static List<Integer> dimensions(Summary pane, Summary reference) {
        int d = pane.dimension();
        double f = (double) pane.n() * reference.n() / (pane.n() + reference.n());
        double[] t = new double[d];
        double[] v = new double[d];
        boolean[] dead = reference.profile().dead();
        for (int j = 0; j < d; j++) {
            if (dead[j]) {
                continue;
            }
            double normal = reference.variance(j) + Detectors.FLOOR;
            t[j] = Math.sqrt(f / normal) * Math.abs(pane.mean(j) - reference.mean(j));
            // The logarithm of a ratio of variances has about the variance 2/n_w + 2/n_r for normal values.
            v[j] = Math.sqrt(f / 2) * Math.abs(Math.log((pane.variance(j) + Detectors.FLOOR) / normal));
        }
        double bound = Normal.quantile(1 - LEVEL / (4 * d));
        List<Integer> found = new ArrayList<>(IntStream.range(0, d)
                .filter(j -> Math.max(t[j], v[j]) > bound)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> -Math.max(t[j], v[j])))
                .limit(MOST_DIMENSIONS)
                .toList());
        for (double[] either : List.of(t, v)) {
            int top = IntStream.range(0, d).reduce(0, (a, b) -> either[b] > either[a] ? b : a);
            if (!found.contains(top)) {
                found.add(top);
            }
        }
        return List.copyOf(found);
    }

    private static List<ClusterShift> clusters(
            Summary pane,
            List<Sample.Item> items,
            List<Mark> marks,
            List<Sample.Item> standing,
            Baseline baseline) {
        Summary reference = baseline.summary();
        double bound = Normal.quantile(1 - LEVEL / (2 * reference.clusters()));
        IdentityHashMap<Sample.Item, Integer> clusterOf = new IdentityHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            clusterOf.put(items.get(i), marks.get(i).cluster());
        }
        List<ClusterShift> shifts = new ArrayList<>();
        for (int c = 0; c < reference.clusters(); c++) {
            double p = (double) (pane.inCluster(c) + reference.inCluster(c)) / (pane.n() + reference.n());
            double expected = p * pane.n();
            // Against a sample and not against known shares, hence the second factor.
            double variance = expected * (1 - p) * reference.n() / (pane.n() + reference.n());
            double residual = variance > 0 ? (pane.inCluster(c) - expected) / Math.sqrt(variance) : 0;
            if (Math.abs(residual) > bound) {
                int cluster = c;
                Predicate<Sample.Item> inCluster = item -> clusterOf.getOrDefault(item, -1) == cluster;
                List<Evidence> examples = residual > 0
                        ? examples(standing, inCluster, c, baseline)
                        : examples(baseline.items(), any -> true, c, baseline);
                shifts.add(new ClusterShift(c, residual, pane.shareOf(c), reference.shareOf(c), examples));
            }
        }
        shifts.sort(Comparator.comparingDouble(shift -> -Math.abs(shift.residual())));
        return List.copyOf(shifts.subList(0, Math.min(MOST_CLUSTERS, shifts.size())));
    }

    /** Those with a text that are nearest to the middle, equal texts once. */
    private static List<Evidence> examples(
            List<Sample.Item> items, Predicate<Sample.Item> belongs, int cluster, Baseline baseline) {
        float[] centroid = baseline.clusters().centroid(cluster);
        List<Evidence> near = new ArrayList<>();
        for (Sample.Item item : items) {
            if (item.text() != null && belongs.test(item)) {
                near.add(new Evidence(
                        item.document(), item.text(), Units.dot(item.unit(), centroid), List.of()));
            }
        }
        near.sort(Comparator.comparingDouble(Localisation::similarity).reversed().thenComparing(Evidence::id));
        Set<String> texts = new HashSet<>();
        return near.stream()
                .filter(one -> texts.add(String.valueOf(one.text())))
                .limit(EXAMPLES)
                .toList();
    }

    private static double similarity(Evidence example) {
        Double figure = example.figure();
        return figure == null ? -1 : figure;
    }

    /** @param first sentence */
    List<String> findings(String first) {
        List<String> findings = new ArrayList<>();
        findings.add(first);
        for (ClusterShift shift : clusters) {
            String what = shift.examples().isEmpty()
                    ? "of cluster " + shift.cluster()
                    : "like \"" + shortened(String.valueOf(shift.examples().get(0).text())) + "\"";
            findings.add(String.format(
                    Locale.ROOT,
                    "%s documents %s: %.1f %%, where %.1f %% is normal.",
                    shift.residual() > 0 ? "More" : "Fewer",
                    what,
                    100 * shift.share(),
                    100 * shift.referenceShare()));
        }
        return findings;
    }

    private static String shortened(String text) {
        return text.length() <= MOST_TEXT ? text : text.substring(0, text.offsetByCodePoints(0, MOST_TEXT / 2)) + "…";
    }
}
