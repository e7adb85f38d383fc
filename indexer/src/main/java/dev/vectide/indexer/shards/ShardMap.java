package dev.vectide.indexer.shards;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which of the other processes has which shards, as far as this one knows: it may be a rebalance behind.
 *
 * @param owners by partition, the process that owns its shard
 * @param replicas by partition, those that follow it
 */
public record ShardMap(Map<Integer, Peer> owners, Map<Integer, List<Peer>> replicas) {
    public static final ShardMap EMPTY = new ShardMap(Map.of(), Map.of());

    /** The partitions to ask the owner for, by owner; those without one are left out. */
    public Map<Peer, Set<Integer>> byOwner(Collection<Integer> partitions) {
        Map<Peer, Set<Integer>> asked = new java.util.LinkedHashMap<>();
        for (int partition : new TreeSet<>(partitions)) {
            Peer owner = owners.get(partition);
            if (owner != null) {
                asked.computeIfAbsent(owner, peer -> new TreeSet<>()).add(partition);
            }
        }
        return asked;
    }

    /** The same for replicas: the first of each partition. */
    public Map<Peer, Set<Integer>> byReplica(Collection<Integer> partitions) {
        Map<Integer, Peer> first = new TreeMap<>();
        replicas.forEach((partition, peers) -> {
            if (!peers.isEmpty()) {
                first.put(partition, peers.get(0));
            }
        });
        return new ShardMap(first, Map.of()).byOwner(partitions);
    }
}
