package dev.vectide.indexer.streams;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Hands every record of a partition to its shard. What the shard refuses, {@link RefusedRecords} takes. */
final class ShardProcessor implements Processor<byte[], byte[], Void, Void> {
    private @Nullable ProcessorContext<Void, Void> context;
    private @Nullable ShardStore store;

    @Override
    public void init(ProcessorContext<Void, Void> given) {
        context = given;
        store = given.getStateStore(ShardStore.NAME);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata from = Objects.requireNonNull(context).recordMetadata().orElseThrow();
        Objects.requireNonNull(store).process(from.offset(), record.key(), record.value(), record.headers());
    }
}
