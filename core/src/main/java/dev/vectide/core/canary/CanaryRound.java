package dev.vectide.core.canary;

import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.vector.FloatVector;
import java.time.Instant;
import java.util.List;

/**
 * What an encoder made of the canary's texts at one time.
 *
 * @param fingerprint of the space
 * @param producer stamp of graph variant, runtime and device
 * @param instance of the encoder
 * @param vectors one a text, all of one dimension; they may hold what is no number
 */
public record CanaryRound(
        Fingerprint fingerprint,
        String producer,
        String instance,
        Instant time,
        List<String> texts,
        List<FloatVector> vectors) {
    /** Key of the round that all are held against: the first of a space. */
    public static final String REFERENCE = "reference";

    private static final String ROUND = "round/";

    public CanaryRound {
        texts = List.copyOf(texts);
        vectors = List.copyOf(vectors);
        if (texts.isEmpty() || texts.size() != vectors.size()) {
            throw new IllegalArgumentException(texts.size() + " texts with " + vectors.size() + " vectors");
        }
        int dimension = vectors.get(0).dimension();
        if (vectors.stream().anyMatch(vector -> vector.dimension() != dimension)) {
            throw new IllegalArgumentException("vectors of several dimensions");
        }
    }

    /** Key of the newest round of an encoder. */
    public static String key(String instance) {
        return ROUND + instance;
    }
}
