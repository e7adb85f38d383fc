package dev.vectide.monitor.drift;

import dev.vectide.monitor.stats.Moments;
import dev.vectide.monitor.stats.StateBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sums of a sample of unit vectors and of their marks: s = Σx, q = Σx², vectors far from the reference, vectors by cluster.
 * In double, in the order of the sample; samples come in canonical order, so equal samples give equal sums.
 *
 * <p>Belongs to one thread while it is added to.
 */
public final class Summary {
    private static final double DEAD = 0.01;

    private final double[] s;
    private final double[] q;
    private final long[] clusters;
    private long n;
    private long far;
    /** What follows from the sums; null once they have changed. */
    private @Nullable Profile profile;

    /**
     * Means and variances by dimension, for those who compare often. Not to be written to.
     *
     * @param variance 0 where it is rounding alone
     * @param dead whether it is below {@value #DEAD} of the mean over dimensions: some well-known encoders have such, and what
     *     little they do is not looked at one by one
     */
    record Profile(double[] mean, double[] variance, double meanCosine, boolean[] dead) {}

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
        profile = null;
        clusters[mark.cluster()]++;
        far += mark.far() ? 1 : 0;
        n++;
    }

    void merge(Summary other) {
        profile = null;
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

    Profile profile() {
        Profile known = profile;
        if (known == null) {
            known = computed();
            profile = known;
        }
        return known;
    }

    private Profile computed() {
        double[] mean = new double[s.length];
        double[] variance = new double[s.length];
        double sum = 0;
        double own = 0;
        for (int j = 0; j < s.length; j++) {
            mean[j] = s[j] / n;
            double spread = (q[j] - s[j] * mean[j]) / (n - 1);
            variance[j] = spread < Moments.ROUNDING ? 0 : spread;
            sum += s[j] * s[j];
            own += q[j];
        }
        double trace = 0;
        for (double one : variance) {
            trace += one;
        }
        boolean[] dead = new boolean[s.length];
        for (int j = 0; j < s.length; j++) {
            dead[j] = variance[j] < DEAD * trace / s.length;
        }
        return new Profile(mean, variance, (sum - own) / ((double) n * (n - 1)), dead);
    }

    double mean(int j) {
        return profile().mean[j];
    }

    /** 0 where it is rounding alone. */
    double variance(int j) {
        return profile().variance[j];
    }

    double trace() {
        double trace = 0;
        for (double variance : profile().variance) {
            trace += variance;
        }
        return trace;
    }

    double meanCosine() {
        return profile().meanCosine;
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
