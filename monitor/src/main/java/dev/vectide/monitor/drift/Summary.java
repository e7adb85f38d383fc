package dev.vectide.monitor.drift;

import dev.vectide.monitor.stats.Moments;
import dev.vectide.monitor.stats.StateBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Sums of a sample of unit vectors and of their marks: s = Σx, q = Σx², vectors far from the reference, vectors by cluster.
 * In double, in the order of the sample; samples come in canonical order, so equal samples give equal sums.
 *
 * <p>Belongs to one thread while it is added to.
 */
public final class Summary {
    private final double[] s;
    private final double[] q;
    private final long[] clusters;
    private long n;
    private long far;

    /** The sums of no vectors. */
    Summary(int dimension, int clusters) {
        this(new double[dimension], new double[dimension], new long[clusters]);
    }

    private Summary(double[] s, double[] q, long[] clusters) {
        this.s = s;
        this.q = q;
        this.clusters = clusters;
    }

    static Summary of(List<float[]> units, List<Mark> marks, int clusters) {
        Summary summary = new Summary(units.get(0).length, clusters);
        for (int i = 0; i < units.size(); i++) {
            summary.add(units.get(i), marks.get(i));
        }
        return summary;
    }

    /** @param unit of norm 1 */
    public void add(float[] unit, Mark mark) {
        for (int j = 0; j < s.length; j++) {
            double x = unit[j];
            s[j] += x;
            q[j] += x * x;
        }
        clusters[mark.cluster()]++;
        far += mark.far() ? 1 : 0;
        n++;
    }

    void merge(Summary other) {
        for (int j = 0; j < s.length; j++) {
            s[j] += other.s[j];
            q[j] += other.q[j];
        }
        for (int c = 0; c < clusters.length; c++) {
            clusters[c] += other.clusters[c];
        }
        n += other.n;
        far += other.far;
    }

    long n() {
        return n;
    }

    int dimension() {
        return s.length;
    }

    int clusters() {
        return clusters.length;
    }

    long inCluster(int cluster) {
        return clusters[cluster];
    }

    double shareOf(int cluster) {
        return (double) clusters[cluster] / n;
    }

    /** Share of the vectors that are far from the reference. */
    double farShare() {
        return (double) far / n;
    }

    double mean(int j) {
        return s[j] / n;
    }

    /** 0 where it is rounding alone. */
    double variance(int j) {
        double variance = (q[j] - s[j] * s[j] / n) / (n - 1);
        return variance < Moments.ROUNDING ? 0 : variance;
    }

    double trace() {
        double trace = 0;
        for (int j = 0; j < s.length; j++) {
            trace += variance(j);
        }
        return trace;
    }

    double meanCosine() {
        double sum = 0;
        double own = 0;
        for (int j = 0; j < s.length; j++) {
            sum += s[j] * s[j];
            own += q[j];
        }
        return (sum - own) / ((double) n * (n - 1));
    }

    void write(DataOutput out) throws IOException {
        StateBytes.writeDoubles(s, out);
        StateBytes.writeDoubles(q, out);
        StateBytes.writeLongs(clusters, out);
        out.writeLong(n);
        out.writeLong(far);
    }

    static Summary read(DataInput in) throws IOException {
        Summary summary =
                new Summary(StateBytes.readDoubles(in), StateBytes.readDoubles(in), StateBytes.readLongs(in));
        summary.n = in.readLong();
        summary.far = in.readLong();
        return summary;
    }
}
