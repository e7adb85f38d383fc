package dev.vectide.bench.monitor;

import java.util.Random;

/** Seeded vectors of norm 1 around fifty centres, as little correlated as an encoder's. */
final class Vectors {
    private static final int CENTRES = 50;

    private Vectors() {}

    static float[][] of(int count, int dimension, long seed) {
        Random random = new Random(seed);
        float[][] centres = new float[CENTRES][];
        for (int c = 0; c < CENTRES; c++) {
            centres[c] = gaussian(random, dimension);
        }
        float[][] vectors = new float[count][];
        for (int i = 0; i < count; i++) {
            float[] vector = gaussian(random, dimension);
            float[] centre = centres[random.nextInt(CENTRES)];
            double norm = 0;
            for (int j = 0; j < dimension; j++) {
                vector[j] += centre[j];
                norm += (double) vector[j] * vector[j];
            }
            for (int j = 0; j < dimension; j++) {
                vector[j] /= (float) Math.sqrt(norm);
            }
            vectors[i] = vector;
        }
        return vectors;
    }

    private static float[] gaussian(Random random, int dimension) {
        float[] values = new float[dimension];
        for (int j = 0; j < dimension; j++) {
            values[j] = (float) random.nextGaussian();
        }
        return values;
    }
}
