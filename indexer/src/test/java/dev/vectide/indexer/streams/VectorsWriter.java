package dev.vectide.indexer.streams;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.Progress;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.event.Identity;
import dev.vectide.core.kafka.VectorsRecords;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.indexer.Documents;
import dev.vectide.testing.Transactions;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes a vectors topic as the encoder does: transactions that hold vectors and progress, each in its partition. */
final class VectorsWriter implements AutoCloseable {
    final String topic;
    private final Transactions transactions;

    VectorsWriter(VectideConfig config) {
        this.topic = config.topics().vectors(Documents.SPACE);
        this.transactions = new Transactions(config, config.topics().group("test-encoder"));
    }

    /** One transaction; each record goes to the partition of its source. */
    void write(VectorsRecord... records) {
        write(List.of(records));
    }

    void write(List<? extends VectorsRecord> records) {
        transactions.commit(produced(records));
    }

    /** What no reader of committed records may see. */
    void abort(VectorsRecord record) {
        transactions.abort(produced(List.of(record)));
    }

    void raw(ProducerRecord<byte[], byte[]> record) {
        transactions.commit(List.of(record));
    }

    private List<ProducerRecord<byte[], byte[]>> produced(List<? extends VectorsRecord> records) {
        return records.stream()
                .map(record -> VectorsRecords.of(topic, partition(record), record))
                .toList();
    }

    static Tombstone tombstone(String stream, String id, int partition, long offset) {
        return new Tombstone(
                new DocumentKey(stream, id), new Identity("test", id), Documents.TIME, new SourcePosition(partition, offset));
    }

    static Progress progress(int partition, long nextOffset) {
        return new Progress(partition, nextOffset, Map.of());
    }

    private static int partition(VectorsRecord record) {
        if (record instanceof Embedding embedding) {
            return embedding.source().partition();
        }
        return record instanceof Tombstone tombstone ? tombstone.source().partition() : ((Progress) record).partition();
    }

    @Override
    public void close() {
        transactions.close();
    }
}
