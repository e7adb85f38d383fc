package dev.vectide.bench.indexer;

import dev.vectide.core.vector.FloatVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Documents without end and queries that are none of them. The first documents are real; each further one is a real one
 * with noise, at a cosine of about 0.93 with it, where two glosses of one matter have 0.5 to 0.7. The same on every run.
 */
final class Corpus {
    private static final long SEED = 20_261_125;
    private static final double NOISE = 0.02;

    private final List<String> texts = new ArrayList<>();
    private final List<FloatVector> vectors = new ArrayList<>();
    private final List<FloatVector> queries = new ArrayList<>();

    /** @param queries how many of the real vectors are held out */
    Corpus(List<String> texts, List<FloatVector> vectors, int queries) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, vectors.size()).boxed().toList());
        Collections.shuffle(order, new Random(SEED));
        for (int i = 0; i < order.size(); i++) {
            if (i < queries) {
                this.queries.add(vectors.get(order.get(i)));
            } else {
                this.texts.add(texts.get(order.get(i)));
                this.vectors.add(vectors.get(order.get(i)));
            }
        }
    }

    List<FloatVector> queries() {
        return queries;
    }

    int real() {
        return vectors.size();
    }

    Document document(int number) {
        return document(number, number);
    }

    /** Documents from one number up to another, exclusive. */
    List<Document> documents(int from, int to) {
        return IntStream.range(from, to).mapToObj(this::document).toList();
    }

    /** Another document under the number: the one that {@code like} is. */
    Document document(int number, int like) {
        RandomGenerator random = new java.util.SplittableRandom(SEED + like);
        int real = like < vectors.size() ? like : random.nextInt(vectors.size());
        FloatVector vector = vectors.get(real);
        return new Document(
                number,
                like < vectors.size() ? vector : noisy(vector, random),
                random.nextInt(Document.SHARES),
                texts.get(real));
    }

    /** Upserts from one up to another, exclusive, of a row without end: it fills {@code size} numbers, then replaces them. */
    List<Document> upserts(int from, int to, int size) {
        return IntStream.range(from, to).mapToObj(i -> document(i % size, i)).toList();
    }

    private static FloatVector noisy(FloatVector vector, RandomGenerator random) {
        float[] values = vector.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (NOISE * random.nextGaussian());
        }
        return FloatVector.owning(values).normalised();
    }
}
