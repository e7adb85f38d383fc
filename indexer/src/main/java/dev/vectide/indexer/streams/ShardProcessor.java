package dev.vectide.indexer.streams;

import dev.vectide.core.kafka.LoggedRecord;
import dev.vectide.core.wire.NewerFormatException;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands every record of a partition to its shard. What the shard refuses, {@link RefusedRecords} takes. */
final class ShardProcessor implements Processor<byte[], byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(ShardProcessor.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private @Nullable ProcessorContext<Void, Void> context;
    private @Nullable ShardStore store;

    @Override
    public void init(ProcessorContext<Void, Void> given) {
        context = given;
        ShardStore opened = given.getStateStore(ShardStore.NAME);
        store = opened;
        given.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> opened.tick());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata from = Objects.requireNonNull(context).recordMetadata().orElseThrow();
        try {
            Objects.requireNonNull(store).process(from.offset(), record.key(), record.value(), record.headers());
        } catch (NewerFormatException e) {
            LoggedRecord.tell(
                    from.topic(), from.partition(), from.offset(), record.key(), () -> LOG.error("the store stops: {}", e.getMessage()));
            throw e;
        }
    }
}
