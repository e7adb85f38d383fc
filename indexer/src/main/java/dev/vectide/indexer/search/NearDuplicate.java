package dev.vectide.indexer.search;

import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.Json;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.filter.FilterReader;
import dev.vectide.indexer.filter.Payload;
import dev.vectide.indexer.json.Part;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The earlier document that a document says again, or nearly so. Earlier is by event time, then by id: so of two like
 * documents one is the near-duplicate and never both, in whatever order partitions are read.
 *
 * @param of id of the earlier document
 * @param similarity cosine; of texts in several windows that of the window which has least of a counterpart in the other
 */
public record NearDuplicate(String of, double similarity) {
    /** Cosines of the same vector with itself come out of floats as little less than 1. */
    private static final double ROUNDING = 1e-6;

    private static final int CANDIDATES = 32;
    private static final Comparator<Embedding> ORDER =
            Comparator.comparing(Embedding::eventTime).thenComparing(document -> document.key().document());

    /** What to ask the store for. */
    public static NearestQuery query(Embedding document, double threshold) {
        return new NearestQuery(
                document.chunks().get(0).vector(),
                notLater(document),
                CANDIDATES,
                (float) (threshold - ROUNDING),
                false,
                null,
                document.key().document(),
                true);
    }

    private static Filter notLater(Embedding document) {
        var condition = Json.MAPPER.createObjectNode();
        condition.putArray("must").addObject().put("key", Payload.TIME)
                .putObject("range").put("lte", document.eventTime().toString());
        return FilterReader.read(new Part("filter", condition));
    }

    /** The earlier document that is most like {@code document}, if one is at least {@code threshold} like it. */
    public static Optional<NearDuplicate> among(List<Hit> hits, Embedding document, double threshold) {
        return hits.stream()
                .map(Hit::document)
                .filter(other -> ORDER.compare(other, document) < 0)
                .map(other -> new NearDuplicate(other.key().document(), similarity(document, other)))
                .filter(found -> found.similarity >= threshold - ROUNDING)
                .max(Comparator.comparingDouble(NearDuplicate::similarity));
    }

    /** How well the worst window of {@code document} is covered by those of {@code other}. */
    private static double similarity(Embedding document, Embedding other) {
        double least = 1;
        for (Chunk chunk : document.chunks()) {
            double best = -1;
            for (Chunk counterpart : other.chunks()) {
                best = Math.max(best, cosine(chunk.vector(), counterpart.vector()));
            }
            least = Math.min(least, best);
        }
        return least;
    }

    private static double cosine(FloatVector a, FloatVector b) {
        double norms = a.norm() * b.norm();
        return norms > 0 ? a.dot(b) / norms : 0;
    }

    /** {@code document} with what was found of it, and without what was found of it before. */
    public static Embedding flagged(Embedding document, Optional<NearDuplicate> found) {
        Map<String, Object> attributes = new LinkedHashMap<>(document.attributes());
        attributes.remove(Payload.DUPLICATE_OF);
        attributes.remove(Payload.DUPLICATE_SIMILARITY);
        found.ifPresent(duplicate -> {
            attributes.put(Payload.DUPLICATE_OF, duplicate.of);
            attributes.put(Payload.DUPLICATE_SIMILARITY, Math.rint(duplicate.similarity * 1e6) / 1e6);
        });
        return document.withAttributes(attributes);
    }
}
