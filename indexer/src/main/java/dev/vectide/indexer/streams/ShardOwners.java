package dev.vectide.indexer.streams;

import dev.vectide.indexer.shards.Peer;
import dev.vectide.indexer.shards.ShardMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Who has which shard, as the group told this process at its last rebalance.
 *
 * @param self at which the others reach this process; its own shards are left out
 */
record ShardOwners(String topic, HostInfo self, Supplier<Collection<StreamsMetadata>> metadata)
        implements Supplier<ShardMap> {
    @Override
    public ShardMap get() {
        Map<Integer, Peer> owners = new TreeMap<>();
        Map<Integer, List<Peer>> replicas = new TreeMap<>();
        for (StreamsMetadata process : known()) {
            if (process.hostInfo().equals(self)) {
                continue;
            }
            Peer peer = new Peer(process.host(), process.port());
            for (TopicPartition partition : process.topicPartitions()) {
                if (partition.topic().equals(topic)) {
                    owners.put(partition.partition(), peer);
                }
            }
            for (TopicPartition partition : process.standbyTopicPartitions()) {
                if (partition.topic().equals(topic)) {
                    replicas.computeIfAbsent(partition.partition(), none -> new ArrayList<>()).add(peer);
                }
            }
        }
        return new ShardMap(owners, replicas);
    }

    private Collection<StreamsMetadata> known() {
        try {
            return metadata.get();
        } catch (IllegalStateException | StreamsException e) {
            return List.of(); // Not running yet, or no more.
        }
    }
}
