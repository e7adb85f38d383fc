package dev.vectide.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.kafka.BacklogException;
import dev.vectide.core.kafka.BrokerUnavailableException;
import dev.vectide.core.position.Position;
import dev.vectide.core.stream.DocumentKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class EventProducerTest {
    private final MockProducer<byte[], byte[]> kafka = new MockProducer<>(
            cluster(), false, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
    private final EventProducer producer = new EventProducer("events", kafka, null);

    @Test
    void answersOnlyOnceTheLastEventIsAcknowledged() {
        CompletableFuture<Position> position = append(3);

        kafka.completeNext();
        kafka.completeNext();
        assertThat(position).isNotDone();
        kafka.completeNext();
        // Round robin: two in one partition, one in the other.
        assertThat(position.join().offsets().values()).containsExactlyInAnyOrder(0L, 1L);
    }

    @Test
    void nothingToWriteIsNoPosition() {
        assertThat(append(0)).isCompletedWithValue(Position.NONE);
    }

    @Test
    void oneFailureFailsTheWhole() {
        CompletableFuture<Position> position = append(2);

        kafka.completeNext();
        kafka.errorNext(new TimeoutException("expired"));

        assertThat(position).isCompletedExceptionally();
        assertThat(failure(position)).isInstanceOf(BrokerUnavailableException.class).hasMessageContaining("expired");
    }

    @Test
    void aFullBufferIsABacklogAndALargeRecordStaysWhatItIs() {
        CompletableFuture<Position> full = append(1);
        kafka.errorNext(new BufferExhaustedException("no room"));
        CompletableFuture<Position> large = append(1);
        kafka.errorNext(new RecordTooLargeException("large"));

        assertThat(failure(full)).isInstanceOf(BacklogException.class);
        assertThat(failure(large)).isInstanceOf(RecordTooLargeException.class);
    }

    private CompletableFuture<Position> append(int count) {
        List<Event> events = java.util.stream.IntStream.range(0, count).mapToObj(EventProducerTest::event).toList();
        return producer.append(events).toCompletableFuture();
    }

    private static Throwable failure(CompletableFuture<Position> position) {
        return position.handle((value, e) -> e instanceof java.util.concurrent.CompletionException wrapped
                        ? wrapped.getCause()
                        : e)
                .join();
    }

    private static Event event(int number) {
        return new Event(
                new DocumentKey("s", "d" + number),
                new Identity("/s", "e" + number),
                Instant.EPOCH,
                new Content.Text("x"),
                Map.of(),
                Origin.LIVE);
    }

    private static Cluster cluster() {
        Node node = new Node(0, "localhost", 1);
        Node[] replicas = {node};
        return new Cluster(
                "test",
                List.of(node),
                List.of(
                        new PartitionInfo("events", 0, node, replicas, replicas),
                        new PartitionInfo("events", 1, node, replicas, replicas)),
                java.util.Set.of(),
                java.util.Set.of());
    }
}
