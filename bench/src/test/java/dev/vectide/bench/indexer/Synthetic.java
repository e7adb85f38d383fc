package dev.vectide.bench.indexer;

import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import dev.vectide.core.vector.FloatVector;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Vectors drawn evenly from the sphere, instead of encoded texts. */
final class Synthetic {
    static final int DIMENSION = 16;
    static final Space SPACE = new Space(
            "synthetic", "0".repeat(64), "0".repeat(64), Pooling.MEAN, "", "", 128, DIMENSION, true, Precision.FULL);

    private Synthetic() {}

    static Corpus corpus(int real, int queries) {
        Random random = new Random(7);
        return new Corpus(
                IntStream.range(0, real).mapToObj(i -> "text " + i).toList(),
                IntStream.range(0, real).mapToObj(i -> vector(random)).toList(),
                queries);
    }

    private static FloatVector vector(Random random) {
        float[] values = new float[DIMENSION];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return FloatVector.owning(values).normalised();
    }

    static Exact exact(List<Document> documents) {
        Exact exact = new Exact(documents.size(), DIMENSION);
        documents.forEach(document -> exact.set(document.number(), document.vector()));
        return exact;
    }
}
