package dev.vectide.monitor.canary;

import dev.vectide.core.canary.CanaryRound;
import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.vector.FloatVector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Rounds of a canary that no model stands behind. */
public final class Rounds {
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    public static final int TEXTS = 60;
    private static final int DIMENSION = 16;

    private Rounds() {}

    /** Noise on the same vectors every time; 0 for the vectors themselves. */
    public static CanaryRound of(Fingerprint space, String instance, int minute, double noise) {
        Random random = new Random(1);
        Random noises = new Random(2);
        List<FloatVector> vectors = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            float[] values = new float[DIMENSION];
            for (int j = 0; j < DIMENSION; j++) {
                values[j] = (float) (random.nextGaussian() + noise * noises.nextGaussian());
            }
            vectors.add(FloatVector.owning(values).normalised());
        }
        return new CanaryRound(
                space, noise == 0 ? "cpu" : "gpu", instance, START.plusSeconds(60L * minute), texts(), vectors);
    }

    private static List<String> texts() {
        return IntStream.range(0, TEXTS).mapToObj(i -> "text " + i).toList();
    }
}
