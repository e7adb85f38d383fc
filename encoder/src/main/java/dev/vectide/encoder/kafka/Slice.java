package dev.vectide.encoder.kafka;

import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.event.Event;
import dev.vectide.encoder.memory.Clocks;
import dev.vectide.encoder.memory.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Events on their way through the stage together: planned in source order, encoded as one batch, in source order again.
 *
 * <p>Used by one thread.
 */
final class Slice {
    private final Planner planner;
    private final List<ConsumerRecord<byte[], byte[]>> records;
    private final List<Planned> plans;

    /** Plans the records, each as if those before it were written. */
    Slice(Planner planner, List<ConsumerRecord<byte[], byte[]>> records, Map<Integer, Memory> memories) {
        this.planner = planner;
        this.records = List.copyOf(records);
        this.plans = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            plans.add(planner.plan(record, Objects.requireNonNull(memories.get(record.partition()))));
        }
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    boolean holds(int partition) {
        return records.stream().anyMatch(record -> record.partition() == partition);
    }

    /** What waits for its vector, in order. */
    List<String> texts() {
        return plans.stream()
                .filter(Planned.Encode.class::isInstance)
                .map(planned -> ((Planned.Encode) planned).text())
                .toList();
    }

    /**
     * What becomes of each record, in the order given.
     *
     * @param results one for each of {@link #texts}
     */
    List<Outcome> outcomes(List<BatchEncoder.Result> results, Map<Integer, Memory> memories) {
        List<Outcome> outcomes = new ArrayList<>(plans.size());
        int next = 0;
        for (int i = 0; i < plans.size(); i++) {
            Planned planned = plans.get(i);
            if (planned instanceof Planned.Encode encode) {
                Memory memory = Objects.requireNonNull(memories.get(records.get(i).partition()));
                outcomes.add(outcome(encode, results.get(next++), records.get(i), memory));
            } else {
                outcomes.add(((Planned.Done) planned).outcome());
            }
        }
        return outcomes;
    }

    /** Moves the clocks as far as these events do: when they are written, and not while others before them wait. */
    void moveClocks(Clocks clocks) {
        for (int i = 0; i < plans.size(); i++) {
            if (plans.get(i).isLive()) {
                Event event = Objects.requireNonNull(plans.get(i).event());
                clocks.observe(records.get(i).partition(), event.key().stream(), event.time().toEpochMilli());
            }
        }
    }

    private Outcome outcome(
            Planned.Encode planned,
            BatchEncoder.Result result,
            ConsumerRecord<byte[], byte[]> record,
            Memory memory) {
        SourcePosition source = new SourcePosition(record.partition(), record.offset());
        Encoded encoded = result.encoded();
        if (encoded == null) {
            memory.forget(planned.event(), source);
            String reason = result.failure() == null ? "unknown" : result.failure().getMessage();
            return new Outcome.Dead("the text cannot be encoded: " + reason, result.failure());
        }
        return new Outcome.Written(planner.embedding(planned, encoded.vector(), encoded.truncated(), source));
    }
}
