package dev.vectide.local.demo;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.ForwardingModel;
import dev.vectide.encoder.TextModel;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A text model that can be damaged. While it is, every vector x of norm 1 becomes QQᵀx/‖QQᵀx‖ with Q a fixed d × k
 * matrix of orthonormal columns: the vectors lose rank, from d to k. They are still finite, of norm 1 and different in
 * every dimension, and the model's files are as they were, so that neither a check of a single vector nor the space's
 * fingerprint tells.
 *
 * <p>Safe for concurrent use; a text that is being encoded while the state changes may come out either way.
 */
public final class DamagedModel extends ForwardingModel {
    /** What rank is left. */
    public static final int RANK = 64;

    private static final long SEED = 64;

    /** Q, column by column. */
    private final double[][] directions;

    private volatile boolean damaged;

    public DamagedModel(TextModel sound) {
        super(sound);
        this.directions = orthonormal(Math.min(RANK, sound.space().dimension()), sound.space().dimension());
    }

    public void damaged(boolean now) {
        damaged = now;
    }

    @Override
    protected List<Encoded> answer(List<String> texts, Supplier<List<Encoded>> sound) {
        List<Encoded> encoded = sound.get();
        if (!damaged) {
            return encoded;
        }
        return encoded.stream()
                .map(one -> new Encoded(projected(one.vector()), one.tokens(), one.truncated()))
                .toList();
    }

    private FloatVector projected(FloatVector vector) {
        double[] sum = new double[vector.dimension()];
        for (double[] direction : directions) {
            double share = 0;
            for (int j = 0; j < sum.length; j++) {
                share += direction[j] * vector.get(j);
            }
            for (int j = 0; j < sum.length; j++) {
                sum[j] += share * direction[j];
            }
        }
        float[] values = new float[sum.length];
        for (int j = 0; j < sum.length; j++) {
            values[j] = (float) sum[j];
        }
        return FloatVector.owning(values).normalised();
    }

    /** Gram-Schmidt on {@code count} random directions, the same ones every time. */
    private static double[][] orthonormal(int count, int dimension) {
        Random random = new Random(SEED);
        double[][] directions = new double[count][dimension];
        for (int k = 0; k < count; k++) {
            for (int j = 0; j < dimension; j++) {
                directions[k][j] = random.nextGaussian();
            }
            for (int before = 0; before < k; before++) {
                add(directions[k], directions[before], -dot(directions[k], directions[before]));
            }
            double norm = Math.sqrt(dot(directions[k], directions[k]));
            for (int j = 0; j < dimension; j++) {
                directions[k][j] /= norm;
            }
        }
        return directions;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int j = 0; j < one.length; j++) {
            sum += one[j] * other[j];
        }
        return sum;
    }

    private static void add(double[] to, double[] what, double times) {
        for (int j = 0; j < to.length; j++) {
            to[j] += times * what[j];
        }
    }
}
