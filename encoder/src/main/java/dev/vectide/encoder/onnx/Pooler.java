package dev.vectide.encoder.onnx;

import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Space;
import java.nio.FloatBuffer;

/** Token vectors to one vector, and to norm 1 where that is wanted. */
final class Pooler {
    private final Pooling pooling;
    private final int dimension;
    private final boolean normalise;

    Pooler(Pooling pooling, int dimension, boolean normalise) {
        this.pooling = pooling;
        this.dimension = dimension;
        this.normalise = normalise;
    }

    /** Of a graph that leaves both to its caller. */
    static Pooler of(Space space) {
        return new Pooler(space.pooling(), space.dimension(), space.normalised());
    }

    /**
     * @param output [texts, length, dimension], or [texts, dimension] for a graph that pools itself
     * @param row text
     * @param length padded length of the batch
     * @param tokens of this text that are no padding
     */
    float[] pool(FloatBuffer output, int row, int length, int tokens) {
        float[] vector = new float[dimension];
        switch (pooling) {
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
        if (normalise) {
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
