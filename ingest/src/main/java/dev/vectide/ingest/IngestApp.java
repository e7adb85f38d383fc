package dev.vectide.ingest;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.event.EventSink;
import dev.vectide.core.kafka.ControlSpaces;
import dev.vectide.core.kafka.ControlStreams;
import dev.vectide.core.kafka.ControlTopic;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.core.otel.OtelSpans;
import dev.vectide.core.stream.StreamDirectory;
import dev.vectide.core.trace.Spans;
import dev.vectide.core.wire.EventLimits;
import dev.vectide.core.wire.EventReader;
import dev.vectide.core.wire.FieldNames;
import dev.vectide.ingest.http.IngestRoutes;
import dev.vectide.ingest.kafka.BacklogWatch;
import dev.vectide.ingest.kafka.EventProducer;
import dev.vectide.ingest.kafka.IngestMetrics;
import dev.vectide.ingest.kafka.MappedTopics;
import dev.vectide.ingest.kafka.StreamGate;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/**
 * Ingest's process: the streams as they are settled, the way into {@code <ns>.events}, and the doors before it.
 *
 * <p>Started and closed by one thread.
 */
public final class IngestApp implements AutoCloseable {
    private final ControlTopic control;
    private final ControlStreams streams;
    private final EventProducer producer;
    private final MappedTopics mapped;
    private final IngestRoutes routes;
    private final Spans spans;

    private IngestApp(
            ControlTopic control,
            ControlStreams streams,
            EventProducer producer,
            MappedTopics mapped,
            IngestRoutes routes,
            Spans spans) {
        this.control = control;
        this.streams = streams;
        this.producer = producer;
        this.mapped = mapped;
        this.routes = routes;
        this.spans = spans;
    }

    /**
     * Creates missing topics, settles what the configuration declares, and opens the doors.
     *
     * @throws RuntimeException if topics or streams are not as they must be; nothing is left running then
     */
    public static IngestApp start(VectideConfig config, MeterRegistry registry) {
        try (Admin admin = KafkaSettings.of(config.kafka()).admin()) {
            new TopicAdmin(config).ensureShared(admin);
        }
        ControlTopic control = ControlTopic.start(config);
        try {
            ControlStreams streams = new ControlStreams(control);
            streams.seed(config.streams());
            StreamGate gate = new StreamGate(streams, config.streams().autoCreate());
            EventLimits limits = EventLimits.of(config.streams());
            EventProducer producer =
                    new EventProducer(config, new BacklogWatch(config, new ControlSpaces(control), registry));
            IngestMetrics metrics = new IngestMetrics(registry);
            metrics.watch(producer);
            Spans spans = OtelSpans.of(config.tracing(), "ingest");
            EventReader reader = new EventReader(limits, FieldNames.PLAIN);
            IngestRoutes routes =
                    new IngestRoutes(config, reader, streams, gate, producer, metrics, spans, Clock.systemUTC());
            String instance = config.streams().instance();
            MappedTopics mapped = new MappedTopics(config, limits, gate, metrics, spans, Clock.systemUTC(), instance);
            return new IngestApp(control, streams, producer, mapped, routes, spans);
        } catch (RuntimeException e) {
            control.close();
            throw e;
        }
    }

    public EventSink sink() {
        return producer;
    }

    public StreamDirectory streams() {
        return streams;
    }

    public IngestRoutes routes() {
        return routes;
    }

    /** Empty when ready, else the reason. */
    public Optional<String> notReady() {
        return control.failure().or(mapped::notReady);
    }

    /** Empty, or why mapped topics are read no more unless the process starts anew. */
    public Optional<String> failed() {
        return mapped.failed();
    }

    @Override
    public void close() {
        mapped.close();
        producer.close();
        control.close();
        spans.close();
    }
}
