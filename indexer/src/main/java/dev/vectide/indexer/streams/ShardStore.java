package dev.vectide.indexer.streams;

import dev.vectide.core.trace.Spans;
import dev.vectide.core.trace.TraceParent;
import dev.vectide.core.wire.MalformedRecordException;
import dev.vectide.indexer.rocks.RocksMemory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.RecordBatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.internals.Task;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shard as Kafka Streams sees it: a state store whose changelog is the vectors topic itself (KIP-813). Streams restores
 * it up to the offsets its group has committed, then the processor goes on; both bring records the shard may already hold,
 * which it passes over by their offsets. So the store survives {@code kill -9} under at-least-once processing, where a
 * store of Streams' own would have to be told what it may trust.
 *
 * <p>The index loads on another thread, so that a rebalance does not wait for it; the first record does.
 */
final class ShardStore implements StateStore {
    static final String NAME = "shard";
    private static final Logger LOG = LoggerFactory.getLogger(ShardStore.class);

    private final Parts parts;
    private @Nullable Shard shard;
    private CompletableFuture<Void> loading = CompletableFuture.completedFuture(null);

    /** What the stores of one process share. */
    record Parts(
            RecordReader reader,
            RocksMemory memory,
            int dimension,
            Predicate<String> watched,
            Shards shards,
            GroupSync sync,
            Executor loader,
            ShardMetrics metrics,
            Spans spans,
            Clock clock) {}

    ShardStore(Parts parts) {
        this.parts = parts;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        int partition = context.taskId().partition();
        Shard opened = Shard.open(
                partition, context.stateDir().toPath(), parts.memory(), parts.dimension(), parts.watched());
        shard = opened;
        loading = CompletableFuture.runAsync(opened::load, parts.loader()).thenRun(parts.shards()::moved);
        RecordBatchingStateRestoreCallback restore = this::restore;
        context.register(root, restore);
        parts.shards().opened(opened, () -> isStandby(context));
    }

    /** A store stays open when its task becomes a replica or stops being one. */
    private static boolean isStandby(StateStoreContext context) {
        return context instanceof InternalProcessorContext<?, ?> task && task.taskType() == Task.TaskType.STANDBY;
    }

    /** Takes in a record that was just polled. A refused one is an exception, and the store does not change. */
    void process(long offset, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        Shard.Arrival arrival;
        try {
            arrival = arrival(offset, key, value, headers);
        } catch (MalformedRecordException e) {
            parts.metrics().deadLetter();
            throw e;
        }
        Spans.Span span = span(offset, headers);
        ready().apply(List.of(arrival));
        span.end();
        parts.metrics().applied(arrival.record(), headers);
        parts.shards().moved();
    }

    /** Of a record in a trace that is recorded. */
    private Spans.Span span(long offset, Headers headers) {
        Header trace = parts.spans().areOn() ? headers.lastHeader(dev.vectide.core.wire.Headers.TRACEPARENT) : null;
        String parent = trace == null ? null : new String(trace.value(), StandardCharsets.US_ASCII);
        if (!TraceParent.isSampled(parent)) {
            return Spans.OFF.start("", Spans.Kind.CONSUMER, null, List.of(), null);
        }
        return parts.spans()
                .start("indexer.apply", Spans.Kind.CONSUMER, parent, List.of(), null)
                .with("messaging.destination.partition.id", Integer.toString(ready().partition()))
                .with("messaging.kafka.offset", offset);
    }

    /** Frees what has expired and syncs what came, which Streams does only every so many records; on the thread that processes. */
    void tick() {
        Shard open = shard;
        if (open != null) {
            open.expire(parts.clock().millis());
            flush();
        }
    }

    /** What was refused once is among the dead letters and is passed over here. */
    private void restore(Collection<ConsumerRecord<byte[], byte[]>> records) {
        List<Shard.Arrival> arrivals = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                arrivals.add(arrival(record.offset(), record.key(), record.value(), record.headers()));
            } catch (MalformedRecordException e) {
                LOG.debug("{}-{}@{} is passed over: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
            }
        }
        ready().apply(arrivals);
        parts.shards().moved();
    }

    private Shard.Arrival arrival(long offset, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return new Shard.Arrival(offset, key == null ? new byte[0] : key, value, parts.reader().read(key, value, headers));
    }

    private Shard ready() {
        try {
            loading.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        return java.util.Objects.requireNonNull(shard, "not open");
    }

    /**
     * Streams writes down how far it is only after this, which it calls for one store after the other: the first takes all
     * with it.
     */
    @Override
    public void flush() {
        parts.sync().sync(parts.shards().all());
    }

    @Override
    public void close() {
        Shard closing = shard;
        if (closing != null) {
            shard = null;
            parts.shards().closed(closing);
            loading.exceptionally(failure -> null).join();
            closing.close();
        }
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return shard != null;
    }
}
