package dev.vectide.encoder.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.event.Event;
import dev.vectide.encoder.Events;
import dev.vectide.encoder.RunningEncoder;
import dev.vectide.testing.TestConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clocks of a stream go on in every partition that is read to its end, whatever the others do. */
class ClocksIT {
    private final RunningEncoder encoder = new RunningEncoder(TestConfig.of(Map.of("VECTIDE_KAFKA_PARTITIONS", "2")));
    private final ExecutorService producer = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() {
        producer.shutdownNow();
        encoder.close();
    }

    @Test
    void anIdlePartitionKeepsUpUnderAFlowThatNeverEnds() throws Exception {
        SourcePosition first = encoder.encode(Events.text("d", "first", "one document, one partition")).get(0);
        int idle = 1 - first.partition();
        AtomicBoolean enough = new AtomicBoolean();
        Future<?> flow = producer.submit(() -> {
            for (int i = 1; !enough.get(); i++) {
                encoder.events.write(event(i));
            }
        });

        await().atMost(Duration.ofMinutes(1)).until(() -> {
            long clock = encoder.vectors().clock(idle, Events.STREAM);
            return clock > Events.TIME.plusSeconds(5).toEpochMilli();
        });
        enough.set(true);
        flow.get();

        assertThat(encoder.vectors().progress(idle)).isZero();
        encoder.vectors().assertOrderly();
    }

    /** The same document, a second later each time. */
    private static Event event(int number) {
        Event event = Events.text("d", "e" + number, "event " + number);
        Instant time = Events.TIME.plusSeconds(number);
        return new Event(event.key(), event.identity(), time, event.content(), Map.of(), event.origin());
    }
}
