package dev.vectide.indexer.streams;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.Progress;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.event.Origin;
import dev.vectide.indexer.index.CollectionIndex;
import dev.vectide.indexer.search.RecallEstimate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Metrics of the store, labelled with its space. */
final class ShardMetrics {
    private final MeterRegistry registry;
    private final String space;
    private final Clock clock;
    private final Counter applied;
    private final Timer searchable;
    private final MultiGauge recall;
    private final MultiGauge recallLow;
    private final MultiGauge recallHigh;
    private final MultiGauge lag;
    private final Counter deadLetters;
    final Timer search;

    ShardMetrics(MeterRegistry registry, String space, Clock clock, Shards shards) {
        this.registry = registry;
        this.space = space;
        this.clock = clock;
        this.applied = registry.counter("vectide.indexer.applied.records", "space", space);
        this.search = registry.timer("vectide.indexer.search", "space", space);
        this.searchable = Timer.builder("vectide.indexer.searchable")
                .description("From Kafka taking a live event to its document being searchable")
                .publishPercentiles(0.5, 0.99)
                .tag("space", space)
                .register(registry);
        this.recall = MultiGauge.builder("vectide.indexer.recall").tag("space", space).register(registry);
        this.recallLow = MultiGauge.builder("vectide.indexer.recall.low").tag("space", space).register(registry);
        this.recallHigh = MultiGauge.builder("vectide.indexer.recall.high").tag("space", space).register(registry);
        this.lag = MultiGauge.builder("vectide.indexer.lag.records").tag("space", space).register(registry);
        this.deadLetters = registry.counter("vectide.indexer.dead.letters", "space", space);
        Gauge.builder("vectide.indexer.shards", shards, owned -> owned.owned().size())
                .tag("space", space)
                .register(registry);
        FunctionCounter.builder("vectide.indexer.failed.snapshots", shards, Shards::failedSnapshots)
                .tag("space", space)
                .register(registry);
        Gauge.builder("vectide.indexer.documents", shards, ShardMetrics::documents)
                .tag("space", space)
                .register(registry);
        Gauge.builder("vectide.indexer.near.duplicates.waiting", shards, ShardMetrics::toLookAt)
                .tag("space", space)
                .register(registry);
    }

    /** @param recall that searches are to have */
    void aimFor(double recall) {
        Gauge.builder("vectide.indexer.recall.target", () -> recall)
                .tag("space", space)
                .register(registry);
    }

    /** The folder of the shards: how much room its disk has. */
    void lieIn(Path directory) {
        // By suppliers, which are held on to: a gauge forgets an object that nobody else has any more.
        Gauge.builder("vectide.indexer.disk.free.bytes", () -> room(directory, FileStore::getUsableSpace))
                .tag("space", space)
                .register(registry);
        Gauge.builder("vectide.indexer.disk.size.bytes", () -> room(directory, FileStore::getTotalSpace))
                .tag("space", space)
                .register(registry);
    }

    private interface Room {
        long of(FileStore disk) throws IOException;
    }

    private static double room(Path folder, Room room) {
        try {
            return room.of(Files.getFileStore(folder));
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** @param behind records of the vectors topic that are still to be read, by partition; only those that are ours */
    void lag(Map<Integer, Double> behind) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        behind.forEach((partition, records) ->
                rows.add(MultiGauge.Row.of(Tags.of("partition", Integer.toString(partition)), records)));
        lag.register(rows, true);
    }

    /** A record is refused. */
    void deadLetter() {
        deadLetters.increment();
    }

    /** Counts a near-duplicate that was flagged. */
    void nearDuplicate(String stream) {
        registry.counter("vectide.indexer.near.duplicates", "space", space, "stream", stream).increment();
    }

    void applied(VectorsRecord record, Headers headers) {
        if (record instanceof Progress) {
            return;
        }
        applied.increment();
        Header accepted = headers.lastHeader(dev.vectide.core.wire.Headers.ACCEPTED);
        if (accepted != null && record instanceof Embedding embedding && embedding.origin() == Origin.LIVE) {
            searchable(new String(accepted.value(), StandardCharsets.US_ASCII));
        }
    }

    /** By two clocks, the broker's and ours: a difference below zero is none. */
    private void searchable(String acceptedMs) {
        try {
            searchable.record(Math.max(0, clock.millis() - Long.parseLong(acceptedMs)), TimeUnit.MILLISECONDS);
        } catch (NumberFormatException e) {
            // Not a header of ours.
        }
    }

    /** @param intervals by stream; those that are no longer there are forgotten */
    void recall(Map<String, RecallEstimate.Interval> intervals) {
        recall.register(rows(intervals, RecallEstimate.Interval::mean), true);
        recallLow.register(rows(intervals, RecallEstimate.Interval::low), true);
        recallHigh.register(rows(intervals, RecallEstimate.Interval::high), true);
    }

    private static List<MultiGauge.Row<?>> rows(
            Map<String, RecallEstimate.Interval> intervals, ToDoubleFunction<RecallEstimate.Interval> value) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        intervals.forEach((stream, interval) ->
                rows.add(MultiGauge.Row.of(Tags.of("stream", stream), value.applyAsDouble(interval))));
        return rows;
    }

    private static double toLookAt(Shards shards) {
        return shards.owned().stream().mapToLong(Shard::toLookAt).sum();
    }

    private static double documents(Shards shards) {
        double documents = 0;
        for (Shard shard : shards.owned()) {
            documents += shard.ask(index -> index.collections().values().stream()
                    .mapToInt(CollectionIndex::size)
                    .sum());
        }
        return documents;
    }
}
