package dev.vectide.encoder.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class GatheredTest {
    private final Gathered gathered = new Gathered(3);

    @Test
    void itIsFullWithAWindowOfSmallRecords() {
        gathered.add(List.of(record(0, 0, 10), record(1, 0, 10)));
        assertThat(gathered.isFull()).isFalse();
        gathered.add(List.of(record(0, 1, 10)));
        assertThat(gathered.isFull()).isTrue();
        assertThat(gathered.records()).extracting(ConsumerRecord::offset).containsExactly(0L, 0L, 1L);
        gathered.clear();

        assertThat(gathered.isFull()).isFalse();
        assertThat(gathered.isEmpty()).isTrue();
    }

    @Test
    void itIsFullWithOneRecordThatIsLargeEnough() {
        gathered.add(List.of(record(0, 0, (int) Gathered.MOST_BYTES)));

        assertThat(gathered.isFull()).isTrue();
    }

    @Test
    void whatIsDroppedMakesRoom() {
        gathered.add(List.of(record(0, 0, (int) Gathered.MOST_BYTES), record(1, 0, 10)));
        gathered.drop(List.of(new TopicPartition("events", 0)));

        assertThat(gathered.isFull()).isFalse();
        assertThat(gathered.records()).extracting(ConsumerRecord::partition).containsExactly(1);
    }

    /** Says that it has so many bytes, without having them. */
    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, int bytes) {
        return new ConsumerRecord<>("events", partition, offset, 0, TimestampType.CREATE_TIME, -1, bytes, null, new byte[0],
                new RecordHeaders(), Optional.empty());
    }
}
