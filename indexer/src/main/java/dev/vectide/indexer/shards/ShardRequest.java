package dev.vectide.indexer.shards;

import java.util.Set;
import java.util.TreeSet;

/**
 * A question to some shards of one process.
 *
 * @param partitions whose shards are asked
 * @param backups whether replicas may answer that have caught up with their shard, but do not own it
 */
public record ShardRequest<T>(Question<T> question, Set<Integer> partitions, boolean backups) {
    public ShardRequest {
        partitions = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(partitions));
    }
}
