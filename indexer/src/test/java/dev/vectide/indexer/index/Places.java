package dev.vectide.indexer.index;

import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.Documents;
import java.util.Random;

/** Vectors around places on the sphere, as topics lie, some places with more of them than others. */
final class Places {
    private final Random random;
    private final FloatVector[] places;

    Places(Random random, int count) {
        this.random = random;
        this.places = new FloatVector[count];
        for (int i = 0; i < count; i++) {
            places[i] = Documents.vector(random);
        }
    }

    /** Moves each place by so much of a random direction. */
    void wander(double by) {
        for (int i = 0; i < places.length; i++) {
            places[i] = mixed(places[i], by);
        }
    }

    FloatVector vector() {
        int place = (int) (places.length * random.nextDouble() * random.nextDouble());
        return mixed(places[place], 0.8 + 0.4 * random.nextDouble());
    }

    private FloatVector mixed(FloatVector from, double by) {
        FloatVector other = Documents.vector(random, from.dimension());
        float[] mixed = new float[from.dimension()];
        for (int j = 0; j < mixed.length; j++) {
            mixed[j] = (float) (from.get(j) + by * other.get(j));
        }
        return FloatVector.owning(mixed).normalised();
    }
}
