package dev.vectide.indexer.search;

import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.filter.Filter;
import org.jspecify.annotations.Nullable;

/**
 * A search for the nearest documents.
 *
 * @param vector of the store's dimension; its length does not matter, scores are cosines
 * @param filter which documents count; {@link Filter#ALL} for every one
 * @param limit at most so many hits, at least 1
 * @param threshold hits score at least this, or null
 * @param exact whether every vector is compared at full precision
 * @param recall share of the true nearest that is wanted, in (0, 1]; null for the store's own
 * @param without a document that is left out, such as the one that the vector was taken from, or null
 * @param internal asked by the store itself, so that it is no part of what is measured of users' questions
 */
public record NearestQuery(
        FloatVector vector,
        Filter filter,
        int limit,
        @Nullable Float threshold,
        boolean exact,
        @Nullable Double recall,
        @Nullable String without,
        boolean internal) {
    public NearestQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit);
        }
        if (recall != null && !(recall > 0 && recall <= 1)) {
            throw new IllegalArgumentException("recall " + recall);
        }
    }

    /** The same question, for which every code is compared. */
    public NearestQuery complete() {
        return new NearestQuery(vector, filter, limit, threshold, exact, 1.0, without, internal);
    }

    /** Of a user. */
    public NearestQuery(
            FloatVector vector,
            Filter filter,
            int limit,
            @Nullable Float threshold,
            boolean exact,
            @Nullable Double recall,
            @Nullable String without) {
        this(vector, filter, limit, threshold, exact, recall, without, false);
    }

    /** Of a user, with the store's own recall. */
    public NearestQuery(
            FloatVector vector,
            Filter filter,
            int limit,
            @Nullable Float threshold,
            boolean exact,
            @Nullable String without) {
        this(vector, filter, limit, threshold, exact, null, without);
    }
}
