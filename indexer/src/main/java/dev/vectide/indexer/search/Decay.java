package dev.vectide.indexer.search;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores that fade with the age of the document, which is counted from when its event happened: after a half-life the half
 * is left. A score below 0, as a cosine may be, stays, for to fade would raise it; a document from the future is new.
 */
public record Decay(Duration halfLife, Instant now) {
    public Decay {
        if (halfLife.isZero() || halfLife.isNegative()) {
            throw new IllegalArgumentException("half-life " + halfLife);
        }
    }

    /** Best first, equal scores by document id. */
    public List<Hit> of(List<Hit> hits) {
        List<Hit> faded = new ArrayList<>(hits.size());
        for (Hit hit : hits) {
            faded.add(hit.score() > 0 ? hit.withScore((float) (hit.score() * left(hit))) : hit);
        }
        faded.sort(Hit.BEST_FIRST);
        return faded;
    }

    private double left(Hit hit) {
        Duration age = Duration.between(hit.document().eventTime(), now);
        return age.isNegative() ? 1 : Math.exp(-Math.log(2) * seconds(age) / seconds(halfLife));
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }
}
