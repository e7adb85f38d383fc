package dev.vectide.indexer.streams;

import dev.vectide.core.kafka.DeadLetters;
import dev.vectide.core.kafka.LoggedRecord;
import dev.vectide.core.wire.MalformedRecordException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a refused record to the dead letters (KIP-1034) and goes on; anything else that fails ends the thread. */
public final class RefusedRecords implements ProcessingExceptionHandler {
    /** The dead letters' topic, among the settings that Streams passes on. */
    static final String TOPIC = "vectide.dead.letters.topic";

    private static final Logger LOG = LoggerFactory.getLogger(RefusedRecords.class);
    private static final String STAGE = "indexer";

    private @Nullable String topic;

    @Override
    public void configure(Map<String, ?> settings) {
        topic = (String) settings.get(TOPIC);
    }

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
        if (!(failure instanceof MalformedRecordException)) {
            return Response.fail();
        }
        LoggedRecord.tell(context.topic(), context.partition(), context.offset(), context.sourceRawKey(), () -> LOG.warn("{}-{}@{} is refused: {}", context.topic(), context.partition(), context.offset(), failure.getMessage()));
        ConsumerRecord<byte[], byte[]> from = new ConsumerRecord<>(
                context.topic(),
                context.partition(),
                context.offset(),
                context.timestamp(),
                TimestampType.LOG_APPEND_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                context.sourceRawKey(),
                context.sourceRawValue(),
                context.headers(),
                Optional.empty());
        return Response.resume(
                List.of(DeadLetters.of(
                        Objects.requireNonNull(topic), from, STAGE, String.valueOf(failure.getMessage()), failure)));
    }
}
