package dev.vectide.encoder.onnx;

import dev.vectide.core.space.Space;
import java.nio.FloatBuffer;

/** Token vectors to one vector, and to norm 1 where the space says so. */
final class Pooler {
    private final Space space;

    Pooler(Space space) {
        this.space = space;
    }

    /**
     * @param output [texts, length, dimension], or [texts, dimension] for a graph that pools itself
     * @param row text
     * @param length padded length of the batch
     * @param tokens of this text that are no padding
     */
    float[] pool(FloatBuffer output, int row, int length, int tokens) {
        int dimension = space.dimension();
        float[] vector = new float[dimension];
        switch (space.pooling()) {
            case MEAN -> {
                double[] sum = new double[dimension];
                int at = row * length * dimension;
                for (int token = 0; token < tokens; token++) {
                    for (int i = 0; i < dimension; i++) {
                        sum[i] += output.get(at++);
                    }
                }
                for (int i = 0; i < dimension; i++) {
                    vector[i] = (float) (sum[i] / tokens);
                }
            }
            case CLS -> output.get(row * length * dimension, vector);
            case NONE -> output.get(row * dimension, vector);
        }
        if (space.normalised()) {
            normalise(vector);
        }
        return vector;
    }

    /** A zero or non-finite vector stays as it is: whoever gets it refuses it. */
    private static void normalise(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        if (sum > 0 && sum < Double.POSITIVE_INFINITY) {
            double scale = 1 / Math.sqrt(sum);
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (vector[i] * scale);
            }
        }
    }
}
