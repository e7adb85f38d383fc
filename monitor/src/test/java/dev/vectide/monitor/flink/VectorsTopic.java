package dev.vectide.monitor.flink;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.Progress;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.kafka.VectorsRecords;
import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.VectorInput;
import dev.vectide.testing.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes a vectors topic as the encoder does: transactions that hold vectors and progress, each in its partition. */
final class VectorsTopic implements AutoCloseable {
    private static final Space SPACE = TestSpace.SPACE;

    private final String topic;
    private final Transactions transactions;

    VectorsTopic(VectideConfig config) {
        this.topic = config.topics().vectors(SPACE);
        this.transactions = new Transactions(config, config.topics().group("test-encoder"));
    }

    /** One transaction. */
    void write(List<?> inputs) {
        transactions.commit(records(inputs));
    }

    /** What no reader of committed records may see. */
    void abort(List<?> inputs) {
        transactions.abort(records(inputs));
    }

    private List<ProducerRecord<byte[], byte[]>> records(List<?> inputs) {
        return inputs.stream().map(this::record).toList();
    }

    private ProducerRecord<byte[], byte[]> record(Object input) {
        if (input instanceof ProducerRecord<?, ?> raw) {
            return new ProducerRecord<>(topic, raw.partition(), (byte[]) raw.key(), (byte[]) raw.value(), raw.headers());
        }
        if (input instanceof VectorsRecord record) {
            int partition = record instanceof Embedding embedding ? embedding.source().partition() : 0;
            return VectorsRecords.of(topic, partition, record);
        }
        if (input instanceof VectorInput vector) {
            return VectorsRecords.of(topic, vector.partition(), of(vector));
        }
        ClockInput clock = (ClockInput) input;
        return VectorsRecords.of(
                topic, clock.partition(), new Progress(clock.partition(), 0, Map.of(clock.stream(), clock.clockMs())));
    }

    static VectorsRecord of(VectorInput input) {
        float[] vector = input.vector();
        DocumentKey key = new DocumentKey(input.stream(), input.document());
        if (vector == null) {
            return new Tombstone(key, new Identity("test", input.document()), Instant.ofEpochMilli(input.timeMs()),
                    new SourcePosition(input.partition(), input.offset()));
        }
        return embedding(input, input.live() ? Origin.LIVE : Origin.REPLAY, false);
    }

    static Embedding embedding(VectorInput input, Origin origin, boolean repeat) {
        return embedding(input, origin, repeat, SPACE.fingerprint());
    }

    static Embedding ofAnotherSpace(VectorInput input) {
        return embedding(input, Origin.LIVE, false, Fingerprint.of(new byte[32]));
    }

    private static Embedding embedding(VectorInput input, Origin origin, boolean repeat, Fingerprint fingerprint) {
        return new Embedding(
                new DocumentKey(input.stream(), input.document()),
                new Identity("test", input.document()),
                fingerprint,
                "test",
                Instant.ofEpochMilli(input.timeMs()),
                null,
                origin,
                repeat,
                false,
                input.text() == null ? null : new Content.Text(input.text()),
                Bytes.copyOf(new byte[32]),
                Map.of(),
                new SourcePosition(input.partition(), input.offset()),
                List.of(new Chunk(0, 0, FloatVector.of(input.vector()))));
    }

    @Override
    public void close() {
        transactions.close();
    }
}
