package dev.vectide.indexer.streams;

import dev.vectide.core.position.Position;
import dev.vectide.indexer.shards.LocalShards;
import dev.vectide.indexer.shards.ShardAnswer;
import dev.vectide.indexer.shards.ShardRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The shards of this process, asked for by partition.
 *
 * <p>Safe for concurrent use; a question is answered on the thread that asks.
 */
final class OwnShards implements LocalShards {
    private final Shards shards;
    private final ShardedStore store;

    OwnShards(Shards shards, ShardedStore store) {
        this.shards = shards;
        this.store = store;
    }

    /** Partitions that are owned here and loaded. */
    Set<Integer> owned() {
        return partitions(shards.owned());
    }

    /** Partitions that can be answered for here, by an owner or a replica that has caught up. */
    Set<Integer> answering() {
        return partitions(shards.backups());
    }

    /** Whether this process alone gets to {@code wanted} within {@code patience}. */
    boolean await(Position wanted, Duration patience) throws InterruptedException {
        return store.await(wanted, patience);
    }

    /** A shard that is closed in between has no rows left to read, so the question is put again to those that are still there. */
    @Override
    public <T> ShardAnswer<T> answer(ShardRequest<T> request) throws InterruptedException {
        while (true) {
            List<Shard> asked = (request.backups() ? shards.backups() : shards.owned())
                    .stream().filter(shard -> request.partitions().contains(shard.partition())).toList();
            // Asked for before the question, so the answer is at least as new.
            Position position = Shards.position(asked);
            Set<Integer> partitions = partitions(asked);
            T value = request.question().about(partitions).ask(store.over(asked));
            if (asked.stream().allMatch(shards::isOpen)) {
                return new ShardAnswer<>(partitions, position, value);
            }
        }
    }

    private static Set<Integer> partitions(List<Shard> shards) {
        return shards.stream().map(Shard::partition).collect(Collectors.toUnmodifiableSet());
    }
}
