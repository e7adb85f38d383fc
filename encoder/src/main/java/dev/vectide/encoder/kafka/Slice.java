package dev.vectide.encoder.kafka;

import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.encoder.memory.Clocks;
import dev.vectide.encoder.memory.EncodedContent;
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
    List<Work> works() {
        return plans.stream()
                .filter(Planned.Encode.class::isInstance)
                .map(planned -> ((Planned.Encode) planned).work())
                .toList();
    }

    /**
     * What becomes of each record, in the order given.
     *
     * @param results one for each of {@link #works}
     */
    List<Outcome> outcomes(List<BatchEncoder.Result> results, Map<Integer, Memory> memories) {
        List<Outcome> outcomes = new ArrayList<>(plans.size());
        int next = 0;
        for (int i = 0; i < plans.size(); i++) {
            Planned planned = plans.get(i);
            if (planned instanceof Planned.Done done) {
                outcomes.add(done.outcome());
                continue;
            }
            Memory memory = Objects.requireNonNull(memories.get(records.get(i).partition()));
            if (planned instanceof Planned.Encode encode) {
                take(encode, results.get(next++), memory);
                outcomes.add(outcome(encode.event(), encode.encoded(), encode.repeat(), records.get(i), memory));
            } else if (planned instanceof Planned.Reuse reuse) {
                outcomes.add(outcome(reuse.event(), reuse.encoded(), true, records.get(i), memory));
            }
        }
        return outcomes;
    }

    /** How many events of the slice need no model for their vector. */
    long reused() {
        return plans.stream().filter(Planned.Reuse.class::isInstance).count();
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

    private static void take(Planned.Encode planned, BatchEncoder.Result result, Memory memory) {
        if (result.vectors() == null) {
            planned.encoded().failed(Objects.requireNonNull(result.failure()));
        } else {
            planned.encoded().encoded(result.vectors());
            memory.encoded(planned.event().key().toString(), planned.encoded());
        }
    }

    private Outcome outcome(
            Event event, EncodedContent encoded, boolean repeat, ConsumerRecord<byte[], byte[]> record, Memory memory) {
        SourcePosition source = new SourcePosition(record.partition(), record.offset());
        EncodedContent.Vectors vectors = encoded.vectors();
        if (vectors == null) {
            RuntimeException failure = Objects.requireNonNull(encoded.failure(), "a vector that never came");
            memory.forget(event, source);
            return new Outcome.Dead(what(event) + " cannot be encoded: " + failure.getMessage(), failure);
        }
        return new Outcome.Written(planner.embedding(event, encoded.hash(), repeat, vectors, source));
    }

    private static String what(Event event) {
        return event.content() instanceof Content.Image ? "the image" : "the text";
    }
}
