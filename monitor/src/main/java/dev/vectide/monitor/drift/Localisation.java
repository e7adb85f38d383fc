package dev.vectide.monitor.drift;

import dev.vectide.monitor.stats.Normal;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.Units;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Where a pane differs from the reference: dimensions and clusters.
 *
 * @param dimensions whose mean or variance moved significantly, furthest first: |t_j| or |v_j| above the normal quantile
 *     of 0.01, corrected for all dimensions (Bonferroni); the furthest of either kind in any case
 * @param clusters with how much more or less of the traffic lies in them, most surprising first
 */
record Localisation(List<Integer> dimensions, List<Shift> clusters) {
    private static final double LEVEL = 0.01;
    private static final int MOST_DIMENSIONS = 32;
    private static final int MOST_CLUSTERS = 3;
    private static final int MOST_TEXT = 60;

    /**
     * A cluster of the reference.
     *
     * @param residual (O − E)/√(E(1 − p)), about standard normal while nothing changes
     * @param share of the pane's vectors in it
     * @param normal share of the reference's
     * @param example text of the document nearest its middle, of the pane where there is more of it, else of the reference;
     *     empty where no text is stored
     */
    record Shift(int cluster, double residual, double share, double normal, String example) {}

    static Localisation of(Summary pane, List<Sample.Item> items, List<Mark> marks, Baseline baseline) {
        return new Localisation(
                dimensions(pane, baseline.summary()), clusters(pane, items, marks, baseline));
    }

    private static List<Integer> dimensions(Summary pane, Summary reference) {
        int d = pane.dimension();
        double f = (double) pane.n() * reference.n() / (pane.n() + reference.n());
        double[] t = new double[d];
        double[] v = new double[d];
        for (int j = 0; j < d; j++) {
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

    private static List<Shift> clusters(Summary pane, List<Sample.Item> items, List<Mark> marks, Baseline baseline) {
        Summary reference = baseline.summary();
        double bound = Normal.quantile(1 - LEVEL / (2 * reference.clusters()));
        List<Shift> shifts = new ArrayList<>();
        for (int c = 0; c < reference.clusters(); c++) {
            double p = (double) (pane.inCluster(c) + reference.inCluster(c)) / (pane.n() + reference.n());
            double expected = p * pane.n();
            // Against a sample and not against known shares, hence the second factor.
            double variance = expected * (1 - p) * reference.n() / (pane.n() + reference.n());
            double residual = variance > 0 ? (pane.inCluster(c) - expected) / Math.sqrt(variance) : 0;
            if (Math.abs(residual) > bound) {
                String example = residual > 0
                        ? example(items, marks, c, baseline)
                        : example(baseline.items(), List.of(), c, baseline);
                shifts.add(new Shift(c, residual, pane.shareOf(c), reference.shareOf(c), example));
            }
        }
        shifts.sort(Comparator.comparingDouble(shift -> -Math.abs(shift.residual)));
        return List.copyOf(shifts.subList(0, Math.min(MOST_CLUSTERS, shifts.size())));
    }

    /** @param marks of the items, or none where all are to be looked at */
    private static String example(List<Sample.Item> items, List<Mark> marks, int cluster, Baseline baseline) {
        float[] centroid = baseline.clusters().centroid(cluster);
        String text = "";
        double nearest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < items.size(); i++) {
            String own = items.get(i).text();
            if (own != null && (marks.isEmpty() || marks.get(i).cluster() == cluster)) {
                double similarity = Units.dot(items.get(i).unit(), centroid);
                if (similarity > nearest) {
                    nearest = similarity;
                    text = own;
                }
            }
        }
        return text.length() <= MOST_TEXT ? text : text.substring(0, text.offsetByCodePoints(0, MOST_TEXT / 2)) + "…";
    }

    /** @param first sentence */
    List<String> findings(String first) {
        List<String> findings = new ArrayList<>();
        findings.add(first);
        for (Shift shift : clusters) {
            String what = shift.example.isEmpty() ? "of cluster " + shift.cluster : "like \"" + shift.example + "\"";
            findings.add(String.format(
                    Locale.ROOT,
                    "%s documents %s: %.1f %%, where %.1f %% is normal.",
                    shift.residual > 0 ? "More" : "Fewer",
                    what,
                    100 * shift.share,
                    100 * shift.normal));
        }
        return findings;
    }
}
