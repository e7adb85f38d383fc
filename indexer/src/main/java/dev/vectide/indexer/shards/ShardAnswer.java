package dev.vectide.indexer.shards;

import dev.vectide.core.position.Position;
import java.util.Set;

/**
 * What shards answered together.
 *
 * @param partitions those that did; of those asked, the others were not there
 * @param position which they reflect at the least
 */
public record ShardAnswer<T>(Set<Integer> partitions, Position position, T value) {
    /** Whether each of the shards reflects what {@code floor} says of it. */
    public boolean reflects(Position floor) {
        return partitions.stream()
                .allMatch(partition -> position.offsets().getOrDefault(partition, -1L)
                        >= floor.offsets().getOrDefault(partition, -1L));
    }
}
