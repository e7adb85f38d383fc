package dev.vectide.indexer.search;

import dev.vectide.core.vector.FloatVector;
import java.util.List;

/** A query from several examples. */
public final class Examples {
    private Examples() {}

    /**
     * Qdrant's {@code average_vector}: the mean of the positive examples, and where there are negative ones 2 · mean of the
     * positive − mean of the negative. May have no direction.
     *
     * @param positive at least one
     */
    public static FloatVector average(List<FloatVector> positive, List<FloatVector> negative) {
        double[] query = mean(positive);
        if (!negative.isEmpty()) {
            double[] away = mean(negative);
            for (int i = 0; i < query.length; i++) {
                query[i] += query[i] - away[i];
            }
        }
        float[] values = new float[query.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) query[i];
        }
        return FloatVector.owning(values);
    }

    private static double[] mean(List<FloatVector> vectors) {
        double[] mean = new double[vectors.get(0).dimension()];
        for (FloatVector vector : vectors) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += vector.get(i) / (double) vectors.size();
            }
        }
        return mean;
    }
}
