package dev.vectide.encoder.kafka;

import dev.vectide.core.trace.Spans;
import dev.vectide.core.trace.TraceParent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The stage in the traces of its events: a span {@code encoder.encode} in the trace of each event that has one, from the
 * beginning of its slice to the commit, linked to the span {@code encoder.slice} of all of them. The vector's record names that
 * span; where nothing is recorded, it names what the event named.
 *
 * <p>Used by one thread.
 */
final class StageSpans {
    /** Links that a span holds. */
    private static final int MOST_LINKS = 128;

    private final Spans spans;
    private final String space;
    private final List<Spans.Span> open = new ArrayList<>();
    /** Of the slice that is being written. */
    private Instant started = Instant.EPOCH;

    private @Nullable String slice;

    StageSpans(Spans spans, String space) {
        this.spans = spans;
        this.space = space;
    }

    /** The records of this slice are sent next. */
    void begin(Pipeline.Landed landed) {
        if (!spans.areOn()) {
            return;
        }
        started = landed.started();
        List<ConsumerRecord<byte[], byte[]>> records = landed.slice().records();
        List<String> traces = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String trace = trace(record);
            if (traces.size() < MOST_LINKS && trace != null && TraceParent.isSampled(trace)) {
                traces.add(trace);
            }
        }
        if (traces.isEmpty()) {
            slice = null;
            return;
        }
        Spans.Span span = spans.start("encoder.slice", Spans.Kind.INTERNAL, null, traces, started)
                .with("vectide.space", space)
                .with("vectide.events", records.size())
                .with("vectide.texts", landed.results().size())
                .with("vectide.tokens", landed.results().stream().mapToLong(BatchEncoder.Result::tokens).sum());
        slice = span.traceparent();
        open.add(span);
    }

    /** Puts into {@code out} which trace a vector belongs to. */
    void pass(ConsumerRecord<byte[], byte[]> record, Headers out) {
        String trace = trace(record);
        if (trace == null) {
            return;
        }
        Spans.Span span = start(record, trace);
        String own = span == null ? null : span.traceparent();
        out.add(
                dev.vectide.core.wire.Headers.TRACEPARENT,
                (own == null ? trace : own).getBytes(StandardCharsets.US_ASCII));
    }

    /** The event is a dead letter, which has the event's own header. */
    void failed(ConsumerRecord<byte[], byte[]> record, String why) {
        String trace = trace(record);
        Spans.Span span = trace == null ? null : start(record, trace);
        if (span != null) {
            span.failed(why);
        }
    }

    private Spans.@Nullable Span start(ConsumerRecord<byte[], byte[]> record, String trace) {
        if (!spans.areOn() || !TraceParent.isSampled(trace)) {
            return null;
        }
        Spans.Span span = spans.start(
                        "encoder.encode", Spans.Kind.CONSUMER, trace, slice == null ? List.of() : List.of(slice), started)
                .with("vectide.space", space)
                .with("messaging.destination.name", record.topic())
                .with("messaging.destination.partition.id", Integer.toString(record.partition()))
                .with("messaging.kafka.offset", record.offset());
        open.add(span);
        return span;
    }

    /** What was begun is committed. */
    void end() {
        open.forEach(Spans.Span::end);
        open.clear();
    }

    private static @Nullable String trace(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(dev.vectide.core.wire.Headers.TRACEPARENT);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.US_ASCII);
    }
}
