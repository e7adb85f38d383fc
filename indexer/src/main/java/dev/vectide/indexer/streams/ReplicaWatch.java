package dev.vectide.indexer.streams;

import dev.vectide.core.position.Position;
import dev.vectide.indexer.shards.Peer;
import dev.vectide.indexer.shards.Peers;
import dev.vectide.indexer.shards.Question;
import dev.vectide.indexer.shards.ShardAnswer;
import dev.vectide.indexer.shards.ShardMap;
import dev.vectide.indexer.shards.ShardRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which of this process's replicas have caught up: those that have reached what their owner had at the last look. The
 * lag that Streams knows is not enough, as a replica of a small topic is never far behind.
 *
 * <p>Used by one thread.
 */
final class ReplicaWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaWatch.class);

    private final Shards shards;
    private final Supplier<ShardMap> owners;
    private final Peers peers;
    private final Duration patience;
    /** By partition, the position of its owner at the last look; -1 for an owner without any. */
    private Map<Integer, Long> seen = Map.of();

    ReplicaWatch(Shards shards, Supplier<ShardMap> owners, Peers peers, Duration patience) {
        this.shards = shards;
        this.owners = owners;
        this.peers = peers;
        this.patience = patience;
    }

    /** Whether there is anything to look at. */
    boolean hasReplicas() {
        return shards.all().size() > shards.owned().size();
    }

    /** @param lags records that each partition's shard has not got */
    void look(Map<Integer, Long> lags) throws InterruptedException {
        Map<Integer, Long> here = Shards.position(shards.all()).offsets();
        lags.forEach((partition, lag) -> {
            Long owner = seen.get(partition);
            boolean reached = owner != null && here.getOrDefault(partition, -1L) >= owner;
            shards.behind(partition, lag, reached);
        });
        TreeSet<Integer> replicas = new TreeSet<>();
        shards.all().forEach(shard -> replicas.add(shard.partition()));
        shards.owned().forEach(shard -> replicas.remove(shard.partition()));
        seen = ownersAt(replicas);
    }

    private Map<Integer, Long> ownersAt(Set<Integer> partitions) throws InterruptedException {
        Map<Integer, Long> positions = new TreeMap<>();
        for (Map.Entry<Peer, Set<Integer>> asked : owners.get().byOwner(partitions).entrySet()) {
            ShardRequest<Position> request = new ShardRequest<>(new Question.Reached(), asked.getValue(), false);
            try {
                ShardAnswer<Position> answer =
                        peers.ask(asked.getKey(), request, patience).get(patience.toNanos(), TimeUnit.NANOSECONDS);
                answer.partitions().forEach(partition ->
                        positions.put(partition, answer.value().offsets().getOrDefault(partition, -1L)));
            } catch (ExecutionException | TimeoutException e) {
                LOG.debug("{} does not say how far it is", asked.getKey(), e);
            }
        }
        return positions;
    }
}
