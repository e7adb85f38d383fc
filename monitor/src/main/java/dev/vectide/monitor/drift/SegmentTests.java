package dev.vectide.monitor.drift;

import dev.vectide.core.report.SegmentShift;
import dev.vectide.monitor.stats.Hashes;
import dev.vectide.monitor.stats.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which segments of a pane differ from the same segments of the reference. Two tests a segment: whether its vectors moved,
 * T = ‖x̄_w − x̄_r‖² by permutation of all its vectors, and whether its share changed, by Fisher's exact test. Of all tests
 * together those are named that the procedure of Benjamini and Hochberg (1995) finds at the rate {@value #RATE}.
 *
 * <p>Permutations end at the {@value #ENOUGH}th that is no smaller (Besag and Clifford 1991), which keeps p valid: at that
 * point p = {@value #ENOUGH}/permutations, else (1 + number no smaller)/({@value #PERMUTATIONS} + 1). Seeded, so the same vectors
 * give the same p.
 */
final class SegmentTests {
    static final int PERMUTATIONS = 9_999;
    static final int ENOUGH = 20;
    static final double RATE = 0.05;
    /** Values of one attribute: the most frequent. */
    static final int MOST_VALUES = 32;

    private static final int LEAST = 10;
    private static final int SHOWN = 8;
    private static final long SEED = 0x7365676d656e74L;
    /** What rounding does to equal sums in another order. */
    private static final double ROUNDING = 1e-9;

    private SegmentTests() {}

    /** What was found, the smallest p first. */
    static List<SegmentShift> find(List<Sample.Item> pane, List<Sample.Item> reference) {
        Map<String, List<float[]>> now = grouped(pane);
        Map<String, List<float[]>> normal = grouped(reference);
        List<SegmentShift> tested = new ArrayList<>();
        double[] logFactorials = logFactorials(pane.size() + reference.size());
        for (String segment : frequent(now, normal)) {
            List<float[]> ours = now.getOrDefault(segment, List.of());
            List<float[]> theirs = normal.getOrDefault(segment, List.of());
            double share = (double) ours.size() / pane.size();
            double referenceShare = (double) theirs.size() / reference.size();
            double h = 2 * Math.asin(Math.sqrt(share)) - 2 * Math.asin(Math.sqrt(referenceShare));
            double fisher = fisher(ours.size(), pane.size(), theirs.size(), reference.size(), logFactorials);
            tested.add(new SegmentShift(
                    segment, SegmentShift.SHARE, ours.size(), share, referenceShare, h, fisher, fisher));
            if (ours.size() >= LEAST && theirs.size() >= LEAST) {
                double p = permuted(ours, theirs, Hashes.of(SEED, segment));
                tested.add(new SegmentShift(
                        segment, SegmentShift.VECTORS, ours.size(), share, referenceShare, effect(ours, theirs), p, p));
            }
        }
        return discovered(tested);
    }

    private static Map<String, List<float[]>> grouped(List<Sample.Item> items) {
        Map<String, List<float[]>> groups = new HashMap<>();
        for (Sample.Item item : items) {
            for (String segment : item.segments()) {
                groups.computeIfAbsent(segment, any -> new ArrayList<>()).add(item.unit());
            }
        }
        return groups;
    }

    /** Of each attribute the most frequent values, by name. */
    private static Collection<String> frequent(Map<String, List<float[]>> now, Map<String, List<float[]>> normal) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        now.forEach((segment, vectors) -> counts.merge(segment, vectors.size(), Integer::sum));
        normal.forEach((segment, vectors) -> counts.merge(segment, vectors.size(), Integer::sum));
        Map<String, List<String>> byAttribute = new TreeMap<>();
        counts.keySet().forEach(segment -> byAttribute
                .computeIfAbsent(segment.substring(0, segment.indexOf('=')), any -> new ArrayList<>())
                .add(segment));
        TreeSet<String> frequent = new TreeSet<>();
        for (List<String> values : byAttribute.values()) {
            values.sort(Comparator.comparingInt((String segment) -> -counts.getOrDefault(segment, 0))
                    .thenComparing(segment -> segment));
            frequent.addAll(values.subList(0, Math.min(MOST_VALUES, values.size())));
        }
        return frequent;
    }

    /** Two-sided: the chance of a split no likelier than this one. */
    static double fisher(int ours, int pane, int theirs, int reference, double[] logFactorials) {
        int both = ours + theirs;
        int all = pane + reference;
        double own = hypergeometric(ours, pane, both, all, logFactorials);
        double sum = 0;
        for (int k = Math.max(0, both - reference); k <= Math.min(both, pane); k++) {
            double other = hypergeometric(k, pane, both, all, logFactorials);
            sum += other <= own + ROUNDING ? Math.exp(other) : 0;
        }
        return Math.min(1, sum);
    }

    private static double hypergeometric(int k, int pane, int both, int all, double[] log) {
        return log[pane] - log[k] - log[pane - k]
                + log[all - pane] - log[both - k] - log[all - pane - both + k]
                - log[all] + log[both] + log[all - both];
    }

    static double[] logFactorials(int most) {
        double[] log = new double[most + 1];
        for (int i = 2; i <= most; i++) {
            log[i] = log[i - 1] + Math.log(i);
        }
        return log;
    }

    private static double permuted(List<float[]> ours, List<float[]> theirs, long seed) {
        List<float[]> pool = new ArrayList<>(ours);
        pool.addAll(theirs);
        int m = Math.min(ours.size(), theirs.size());
        double[] total = sum(pool, pool.size());
        boolean oursAreFewer = ours.size() == m;
        double observed = distance(sum(oursAreFewer ? ours : theirs, m), total, m, pool.size());
        double bound = observed * (1 - ROUNDING);
        Rng rng = new Rng(seed);
        double[] part = new double[total.length];
        int noSmaller = 0;
        for (int done = 1; done <= PERMUTATIONS; done++) {
            for (int i = 0; i < m; i++) {
                int other = i + rng.below(pool.size() - i);
                float[] drawn = pool.get(other);
                pool.set(other, pool.get(i));
                pool.set(i, drawn);
            }
            sumInto(part, pool, m);
            if (distance(part, total, m, pool.size()) >= bound && ++noSmaller == ENOUGH) {
                return (double) ENOUGH / done;
            }
        }
        return (noSmaller + 1.0) / (PERMUTATIONS + 1);
    }

    private static double[] sum(List<float[]> vectors, int first) {
        double[] sum = new double[vectors.get(0).length];
        sumInto(sum, vectors, first);
        return sum;
    }

    private static void sumInto(double[] sum, List<float[]> vectors, int first) {
        Arrays.fill(sum, 0);
        for (int i = 0; i < first; i++) {
            float[] vector = vectors.get(i);
            for (int j = 0; j < sum.length; j++) {
                sum[j] += vector[j];
            }
        }
    }

    /** ‖mean of the part − mean of the rest‖². */
    private static double distance(double[] part, double[] total, int m, int n) {
        double distance = 0;
        for (int j = 0; j < part.length; j++) {
            double difference = part[j] / m - (total[j] - part[j]) / (n - m);
            distance += difference * difference;
        }
        return distance;
    }

    private static double effect(List<float[]> ours, List<float[]> theirs) {
        int n = ours.size() + theirs.size();
        List<float[]> pool = new ArrayList<>(ours);
        pool.addAll(theirs);
        double squared = distance(sum(ours, ours.size()), sum(pool, n), ours.size(), n);
        double within = scatter(ours) + scatter(theirs);
        return within > 0 ? Math.sqrt(squared * (n - 2) / within) : 0;
    }

    /** Σ‖x − x̄‖². */
    private static double scatter(List<float[]> vectors) {
        double[] mean = sum(vectors, vectors.size());
        double scatter = 0;
        for (float[] vector : vectors) {
            for (int j = 0; j < mean.length; j++) {
                double difference = vector[j] - mean[j] / vectors.size();
                scatter += difference * difference;
            }
        }
        return scatter;
    }

    /** Adjusted p: min over ranks from this one on of p·tests/rank. */
    static List<SegmentShift> discovered(List<SegmentShift> tested) {
        List<SegmentShift> sorted = new ArrayList<>(tested);
        sorted.sort(Comparator.comparingDouble(SegmentShift::pValue)
                .thenComparing(SegmentShift::segment)
                .thenComparing(SegmentShift::what));
        List<SegmentShift> found = new ArrayList<>();
        double adjusted = 1;
        for (int rank = sorted.size(); rank > 0; rank--) {
            SegmentShift one = sorted.get(rank - 1);
            adjusted = Math.min(adjusted, one.pValue() * sorted.size() / rank);
            if (adjusted <= RATE) {
                found.add(0, new SegmentShift(
                        one.segment(), one.what(), one.n(), one.share(), one.referenceShare(), one.effect(), one.pValue(),
                        adjusted));
            }
        }
        return List.copyOf(found);
    }

    /** One sentence a segment, the most surprising. */
    static List<String> findings(List<SegmentShift> found) {
        List<String> findings = new ArrayList<>();
        for (SegmentShift one : found.subList(0, Math.min(SHOWN, found.size()))) {
            String changed = one.what().equals(SegmentShift.VECTORS)
                    ? String.format(Locale.ROOT, "its vectors moved by %.2f standard deviations", one.effect())
                    : String.format(
                            Locale.ROOT,
                            "%.1f %% of the documents, where %.1f %% is normal",
                            100 * one.share(),
                            100 * one.referenceShare());
            findings.add(String.format(
                    Locale.ROOT,
                    "Segment %s: %s (%d documents, adjusted p %.2g).",
                    one.segment(),
                    changed,
                    one.n(),
                    one.adjusted()));
        }
        return findings;
    }
}
