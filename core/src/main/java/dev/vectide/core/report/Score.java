package dev.vectide.core.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The novelty of one document, as {@code <ns>.scores} carries it; one record for every version of a document.
 *
 * @param format major version, 1
 * @param id document
 * @param time event time
 * @param space qualified name, {@code name-fp8}
 * @param state {@code warming} while the stream's reference is being gathered: no distance yet; {@code unusable}
 *     where the vector has no direction (NaN, infinite, all zero): no distance; else {@code scored}
 * @param distance mean cosine distance to the nearest neighbours in the centred reference, 0 to 2
 * @param pValue share of held-out normal documents at least as far, with the split-conformal correction; beyond all of them
 *     by a generalised Pareto tail
 * @param anomaly whether pValue is at most the chosen rate
 * @param neighbours nearest first
 * @param position partition:offset of the event
 * @param text first part of the content, for anomalies only, if stored
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Score(
        int format,
        String stream,
        String id,
        Instant time,
        String space,
        String state,
        @Nullable Double distance,
        @Nullable Double pValue,
        boolean anomaly,
        List<Neighbour> neighbours,
        String position,
        @Nullable String text) {
    public static final int FORMAT = 1;
    public static final String WARMING = "warming";
    public static final String SCORED = "scored";
    public static final String UNUSABLE = "unusable";

    public Score {
        neighbours = List.copyOf(neighbours);
    }
}
