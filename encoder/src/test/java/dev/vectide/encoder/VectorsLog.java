package dev.vectide.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.Progress;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.kafka.VectorsRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What committed readers find in a vectors topic, and what must hold of it whatever happened. */
public final class VectorsLog {
    private final Map<Integer, List<Entry>> partitions = new TreeMap<>();

    /** @param offset in the vectors topic */
    private record Entry(long offset, VectorsRecord record) {}

    public VectorsLog(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            partitions
                    .computeIfAbsent(record.partition(), p -> new ArrayList<>())
                    .add(new Entry(record.offset(), VectorsRecords.decode(record)));
        }
    }

    public List<Embedding> embeddings() {
        return all(Embedding.class);
    }

    /** Every record of a document, in the order of the topic. */
    public List<Embedding> of(String document) {
        return embeddings().stream()
                .filter(embedding -> embedding.key().document().equals(document))
                .toList();
    }

    public List<Tombstone> tombstones() {
        return all(Tombstone.class);
    }

    /** Every event of {@code partition} below it is done. */
    public long progress(int partition) {
        return partitions.getOrDefault(partition, List.of()).stream()
                .map(Entry::record)
                .filter(Progress.class::isInstance)
                .mapToLong(record -> ((Progress) record).nextOffset())
                .max()
                .orElse(0);
    }

    /** The latest clock of a stream in a partition, in milliseconds since the epoch. */
    public long clock(int partition, String stream) {
        return partitions.getOrDefault(partition, List.of()).stream()
                .map(Entry::record)
                .filter(Progress.class::isInstance)
                .mapToLong(record -> ((Progress) record).clocksMs().getOrDefault(stream, Long.MIN_VALUE))
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /**
     * In each partition: vectors stand in source order and in the partition they came from, each transaction ends with a
     * progress record, and what a progress record calls done stands before it and nothing else does.
     */
    public void assertOrderly() {
        partitions.forEach((partition, entries) -> {
            long done = 0;
            long last = -1;
            for (int i = 0; i < entries.size(); i++) {
                if (entries.get(i).record() instanceof Progress progress) {
                    assertThat(progress.partition()).isEqualTo(partition);
                    assertThat(progress.nextOffset()).isGreaterThan(last).isGreaterThanOrEqualTo(done);
                    done = progress.nextOffset();
                } else {
                    SourcePosition source = source(entries.get(i).record());
                    assertThat(source.partition()).isEqualTo(partition);
                    assertThat(source.offset()).isGreaterThan(last).isGreaterThanOrEqualTo(done);
                    assertThat(endsTransaction(entries, i)).as("no progress after " + source).isFalse();
                    last = source.offset();
                }
            }
        });
    }

    /** A transaction's end takes an offset that no reader sees. */
    private static boolean endsTransaction(List<Entry> entries, int i) {
        return i + 1 == entries.size() || entries.get(i + 1).offset() != entries.get(i).offset() + 1;
    }

    /** The event that a vector or a tombstone came from. */
    public static SourcePosition source(VectorsRecord record) {
        return record instanceof Embedding embedding ? embedding.source() : ((Tombstone) record).source();
    }

    private <T extends VectorsRecord> List<T> all(Class<T> type) {
        return partitions.values().stream()
                .flatMap(List::stream)
                .map(Entry::record)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
