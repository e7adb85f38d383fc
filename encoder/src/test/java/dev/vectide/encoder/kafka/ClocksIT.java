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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clocks of a stream go on in every partition that is read to its end, whatever the others do. */
class ClocksIT {
    private final RunningEncoder encoder = new RunningEncoder(TestConfig.of(Map.of("VECTIDE_KAFKA_PARTITIONS", "2")));
    private int written;

    @AfterEach
    void close() {
        encoder.close();
    }

    @Test
    void anIdlePartitionKeepsUpUnderAFlowThatNeverEnds() {
        SourcePosition first = encoder.encode(Events.text("d", "first", "one document, one partition")).get(0);
        int idle = 1 - first.partition();

        // New events come sooner than the stage would find its partition empty.
        await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofMinutes(1)).until(() -> {
            Instant time = Events.TIME.plusSeconds(++written);
            Event event = Events.text("d", "e" + written, "event " + written);
            encoder.events.write(new Event(event.key(), event.identity(), time, event.content(), Map.of(), event.origin()));
            return written % 10 == 0
                    && encoder.vectors().clock(idle, Events.STREAM) > Events.TIME.plusSeconds(5).toEpochMilli();
        });

        assertThat(encoder.vectors().progress(idle)).isZero();
        encoder.vectors().assertOrderly();
    }
}
