package dev.vectide.ingest.kafka;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.wire.EventLimits;
import dev.vectide.core.wire.Fault;
import dev.vectide.core.wire.Reading;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Says of each record of the mapped topics whether it becomes an event. Without any mapping there is one topic, {@code
 * <ns>.inbox}, whose records name their streams.
 *
 * <p>Used by one thread.
 */
final class Judge {
    private final Map<String, SourceReader> readers = new HashMap<>();
    private final StreamGate gate;
    private final Clock clock;

    Judge(VectideConfig config, EventLimits limits, StreamGate gate, Clock clock) {
        this.gate = gate;
        this.clock = clock;
        List<VectideConfig.Source> sources = config.kafka().sources();
        if (sources.isEmpty()) {
            sources = List.of(new VectideConfig.Source(config.topics().inbox(), null, null, null, null));
        }
        sources.forEach(source -> readers.put(source.topic(), new SourceReader(source, limits)));
    }

    Set<String> topics() {
        return readers.keySet();
    }

    /** May create the event's stream first. */
    Reading judge(ConsumerRecord<byte[], byte[]> record) {
        Reading reading = Objects.requireNonNull(readers.get(record.topic())).read(record, arrival(record));
        if (reading instanceof Reading.Accepted accepted && !gate.admit(accepted.event().key().stream())) {
            String stream = accepted.event().key().stream();
            return new Reading.Refused(
                    accepted.event().key().document(),
                    List.of(new Fault("stream", "'" + stream + "' does not exist, and streams.auto-create is off")));
        }
        return reading;
    }

    /** When the record came into its topic, so that a late reading judges and dates it as an early one would. */
    private Instant arrival(ConsumerRecord<byte[], byte[]> record) {
        Instant now = clock.instant();
        Instant written = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
        return written.equals(Instant.EPOCH) || written.isAfter(now) ? now : written;
    }
}
