package dev.vectide.indexer.streams;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.space.Space;
import dev.vectide.core.wire.VectorsCodec;
import dev.vectide.indexer.rocks.RocksMemory;
import dev.vectide.indexer.rocks.Rows;
import dev.vectide.indexer.search.VectorStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The store as {@link IndexerStreams} wires it, without Kafka: whoever opens it hands over the records of the vectors topic,
 * whose offsets it counts itself. For benchmarks and evaluation.
 *
 * <p>One thread opens, applies and closes; any may search.
 */
public final class LocalStore implements AutoCloseable {
    private final RecordReader reader;
    private final RocksMemory memory;
    private final GroupSync sync;
    private final Shards shards = new Shards();
    private final ShardMetrics metrics;
    private final ShardedStore store;
    private final List<Shard> partitions = new ArrayList<>();
    private final long[] nextOffsets;
    private long tail;

    private LocalStore(Space space, VectideConfig.Indexer settings, int partitions, Clock clock) {
        this.reader = new RecordReader(space);
        this.memory = new RocksMemory(settings);
        this.sync = new GroupSync(partitions);
        this.metrics = new ShardMetrics(new SimpleMeterRegistry(), space.name(), clock, shards);
        this.store = new ShardedStore(space, shards, settings, clock, metrics);
        this.nextOffsets = new long[partitions];
    }

    /** Returns once all that lies in {@code directory} is loaded. */
    public static LocalStore open(
            Path directory, Space space, VectideConfig.Indexer settings, int partitions, Clock clock) {
        LocalStore opened = new LocalStore(space, settings, partitions, clock);
        for (int partition = 0; partition < partitions; partition++) {
            Path folder = directory.resolve(Integer.toString(partition));
            Shard shard = Shard.open(partition, folder, opened.memory, space.dimension());
            opened.nextOffsets[partition] = shard.nextOffset();
            opened.partitions.add(shard);
        }
        opened.partitions.parallelStream().forEach(Shard::load);
        opened.tail = opened.partitions.stream().mapToLong(Shard::tail).sum();
        opened.partitions.forEach(opened.shards::owned);
        return opened;
    }

    /**
     * Takes in the next records of a partition: together, as when the store is restored; a list of one is what a running
     * store does. They show in every answer once it returns, and outlive the process after {@link #sync}.
     */
    public void apply(int partition, List<VectorsCodec.Wire> records) {
        List<Shard.Arrival> arrivals = new ArrayList<>(records.size());
        for (VectorsCodec.Wire record : records) {
            RecordHeaders headers = new RecordHeaders();
            record.headers().forEach(headers::add);
            arrivals.add(new Shard.Arrival(
                    nextOffsets[partition]++,
                    record.key(),
                    record.value(),
                    reader.read(record.key(), record.value(), headers)));
        }
        partitions.get(partition).apply(arrivals);
        arrivals.forEach(arrival -> metrics.applied(arrival.record(), new RecordHeaders()));
        shards.moved();
    }

    /** Returns once all that is applied is safe from a power cut, as at each commit of Kafka Streams. */
    public void sync() {
        sync.sync(partitions);
    }

    /** What {@link IndexerStreams} does once a second. */
    public synchronized void maintain() {
        partitions.forEach(Shard::snapshotIfDue);
        store.tune();
    }

    /** Records after the snapshots that were found when it opened, all of them where none was: what opening caught up with. */
    public long tail() {
        return tail;
    }

    public VectorStore store() {
        return store;
    }

    @Override
    public void close() {
        for (Shard shard : partitions) {
            shards.closed(shard);
            shard.close();
        }
        sync.close();
        memory.close();
    }
}
