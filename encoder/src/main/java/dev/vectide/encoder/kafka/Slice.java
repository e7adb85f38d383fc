package dev.vectide.encoder.kafka;

import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.encoder.Encoded;
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
    private final BatchEncoder encoder;
    private final StageMetrics metrics;

    Slice(Planner planner, BatchEncoder encoder, StageMetrics metrics) {
        this.planner = planner;
        this.encoder = encoder;
        this.metrics = metrics;
    }

    /** What becomes of each record, in the order given. */
    List<Outcome> process(List<ConsumerRecord<byte[], byte[]>> records, Map<Integer, Memory> memories) {
        List<Planned> plans = new ArrayList<>(records.size());
        List<String> texts = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Planned planned = planner.plan(record, Objects.requireNonNull(memories.get(record.partition())));
            plans.add(planned);
            if (planned instanceof Planned.Encode encode) {
                texts.add(encode.text());
            }
        }
        List<BatchEncoder.Result> results = metrics.encode.record(() -> encoder.encode(texts));
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
        metrics.tokens.increment(encoded.tokens());
        return new Outcome.Written(planner.embedding(planned, encoded.vector(), encoded.truncated(), source));
    }
}
