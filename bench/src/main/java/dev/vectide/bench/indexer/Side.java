package dev.vectide.bench.indexer;

import dev.vectide.core.vector.FloatVector;
import java.util.List;

/** A store under test. One thread upserts; any may search. */
public interface Side extends AutoCloseable {
    /** Hits of a search. */
    int LIMIT = 10;

    /** After so many upserts what was written is made safe from a power cut, at the latest. */
    int COMMIT = 1000;

    /**
     * What inserts or replaces {@code documents} when it is run, which is what counts; afterwards they are found and
     * durable. To be run in the order in which they were made.
     */
    Runnable upserts(List<Document> documents);

    /** What a search can be told to spend, ascending; what that means is the side's own. */
    List<Integer> efforts();

    /**
     * Numbers of the nearest documents, at most {@link #LIMIT}, best first; their texts are read as well.
     *
     * @param below only documents whose share is below it; {@link Document#SHARES} for all
     */
    int[] nearest(FloatVector query, int effort, int below);

    /** Returns once nothing that earlier upserts caused is still at work. */
    void settle();

    /** Brings what is stored into the form that is fastest to search, however long that takes. */
    void compact();

    @Override
    void close();
}
