package dev.vectide.monitor.drift;

import dev.vectide.monitor.stats.Sample;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pinned reference with all that is computed from it, and the judgement of panes against it. What the drift monitor
 * decides by, and the benchmark.
 *
 * <p>Not safe for use by several threads: what neighbours are looked for in is made when first asked for.
 */
public final class Baseline {
    private final List<Sample.Item> items;
    private final int window;
    private final Clusters clusters;
    private final double threshold;
    private final Summary summary;
    private final Calibration calibration;
    private @Nullable Halves halves;

    private Baseline(
            List<Sample.Item> items,
            int window,
            Clusters clusters,
            double threshold,
            Summary summary,
            Calibration calibration) {
        this.items = items;
        this.window = window;
        this.clusters = clusters;
        this.threshold = threshold;
        this.summary = summary;
        this.calibration = calibration;
    }

    /**
     * @param items the reference, in its sample's order
     * @param window vectors of a pane that is to be judged
     */
    public static Baseline of(List<Sample.Item> items, int window) {
        List<float[]> units = items.stream().map(Sample.Item::unit).toList();
        Clusters clusters = Clusters.of(units, window);
        Halves halves = new Halves(items);
        double[] own = halves.own(items);
        double threshold = Halves.threshold(own);
        List<Mark> marks = marks(clusters.nearest(units), own, threshold);
        Summary summary = Summary.of(units, marks, clusters.count());
        Calibration calibration = Calibration.of(units, marks, clusters.count(), window);
        Baseline baseline = new Baseline(items, window, clusters, threshold, summary, calibration);
        baseline.halves = halves;
        return baseline;
    }

    /** Where new vectors lie. */
    public List<Mark> marks(List<Sample.Item> fresh) {
        Halves known = halves;
        if (known == null) {
            known = new Halves(items);
            halves = known;
        }
        int[] nearest = clusters.nearest(fresh.stream().map(Sample.Item::unit).toList());
        return marks(nearest, known.of(fresh), threshold);
    }

    private static List<Mark> marks(int[] nearest, double[] distances, double threshold) {
        List<Mark> marks = new ArrayList<>(nearest.length);
        for (int i = 0; i < nearest.length; i++) {
            marks.add(new Mark(nearest[i], distances[i] > threshold));
        }
        return marks;
    }

    /** To be filled with the vectors of a pane. */
    public Summary empty() {
        return new Summary(summary.dimension(), clusters.count());
    }

    public Judged judge(Summary pane) {
        Detectors detectors = Detectors.between(pane, summary);
        List<Double> p = new ArrayList<>(Detectors.COUNT);
        double e = 0;
        for (int k = 0; k < Detectors.COUNT; k++) {
            double one = calibration.pValue(k, detectors.get(k));
            p.add(one);
            e += Calibration.eValue(one) / Detectors.COUNT;
        }
        return new Judged(detectors, p, e);
    }

    /** Vectors of a pane that is judged. */
    int window() {
        return window;
    }

    Summary summary() {
        return summary;
    }

    Clusters clusters() {
        return clusters;
    }

    List<Sample.Item> items() {
        return items;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(window);
        clusters.write(out);
        out.writeDouble(threshold);
        summary.write(out);
        calibration.write(out);
    }

    static Baseline read(DataInput in, List<Sample.Item> items) throws IOException {
        int window = in.readInt();
        Clusters clusters = Clusters.read(in);
        double threshold = in.readDouble();
        Summary summary = Summary.read(in);
        return new Baseline(items, window, clusters, threshold, summary, Calibration.read(in));
    }
}
