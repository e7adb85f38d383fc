package dev.vectide.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Seeded traffic: clusters of vectors in several partitions, event time moving on evenly. */
public final class Traffic {
    public final Random random;
    private final int dimension;
    private final int partitions;
    private final float[][] centres;
    private final long[] offsets;
    private final double noise;
    private final List<Object> inputs = new ArrayList<>();
    private long timeMs = 1_700_000_000_000L;
    private int documents;
    public String stream = Play.STREAM;
    /** Event time between two events. */
    public long stepMs = 20;

    public Traffic(long seed, int dimension, int clusters, int partitions) {
        this(seed, dimension, clusters, partitions, 1);
    }

    /** @param noise of a vector, relative to the norm of its cluster's centre */
    public Traffic(long seed, int dimension, int clusters, int partitions, double noise) {
        this.random = new Random(seed);
        this.dimension = dimension;
        this.partitions = partitions;
        this.noise = noise;
        this.offsets = new long[partitions];
        this.centres = new float[clusters][];
        for (int c = 0; c < clusters; c++) {
            centres[c] = gaussian(1 / Math.sqrt(dimension));
        }
    }

    private float[] gaussian(double scale) {
        float[] values = new float[dimension];
        for (int j = 0; j < dimension; j++) {
            values[j] = (float) (scale * random.nextGaussian());
        }
        return values;
    }

    /** A vector near a cluster's centre, of norm 1. */
    public float[] near(int cluster) {
        float[] vector = gaussian(noise / Math.sqrt(dimension));
        double norm = 0;
        for (int j = 0; j < dimension; j++) {
            vector[j] += centres[cluster][j];
            norm += (double) vector[j] * vector[j];
        }
        for (int j = 0; j < dimension; j++) {
            vector[j] /= (float) Math.sqrt(norm);
        }
        return vector;
    }

    /** {@code n} live events of the clusters {@code from} to {@code to}, exclusive. */
    public Traffic events(int n, int from, int to) {
        return events(n, from, to, vector -> vector);
    }

    public Traffic events(int n, int from, int to, UnaryOperator<float[]> fault) {
        for (int i = 0; i < n; i++) {
            int cluster = from + random.nextInt(to - from);
            one("doc-" + documents++, fault.apply(near(cluster)), "text of cluster " + cluster, true);
        }
        return this;
    }

    public void one(String document, float[] vector, String text, boolean live) {
        timeMs += stepMs;
        int partition = Math.floorMod(document.hashCode(), partitions);
        inputs.add(new VectorInput(
                stream, document, partition, offsets[partition]++, timeMs, vector, text, live));
        if (random.nextInt(50) == 0) {
            clocks();
        }
    }

    public void delete(String document) {
        one(document, null, null, true);
    }

    /** An event at another time than now. */
    public void at(long atMs, String document, float[] vector) {
        int partition = Math.floorMod(document.hashCode(), partitions);
        inputs.add(new VectorInput(
                stream, document, partition, offsets[partition]++, atMs, vector, null, true));
    }

    /** Tells every partition the time. */
    public Traffic clocks() {
        for (int partition = 0; partition < partitions; partition++) {
            inputs.add(new ClockInput(stream, partition, timeMs, partitions));
        }
        return this;
    }

    public Traffic pass(long ms) {
        timeMs += ms;
        return clocks();
    }

    public long now() {
        return timeMs;
    }

    public List<Object> inputs() {
        return inputs;
    }
}
