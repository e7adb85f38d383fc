package dev.vectide.indexer.search;

import dev.vectide.core.position.Position;
import java.util.SortedSet;

/**
 * What one request wants of the answers to its questions, and is told of each.
 *
 * <p>Used by the thread that asks.
 */
public interface ReadRequest {
    /** Every answer reflects it. */
    Position floor();

    /** Whether an answer may leave shards out; otherwise a shard that does not answer makes the others refuse. */
    boolean isPartial();

    /**
     * @param reflected by the answer, at the least
     * @param missing partitions that it leaves out
     */
    void answered(Position reflected, SortedSet<Integer> missing);
}
