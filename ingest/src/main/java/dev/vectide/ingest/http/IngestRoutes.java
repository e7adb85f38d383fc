package dev.vectide.ingest.http;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.BacklogException;
import dev.vectide.core.kafka.BrokerUnavailableException;
import dev.vectide.core.kafka.ControlStreams;
import dev.vectide.core.trace.Spans;
import dev.vectide.core.wire.EventReader;
import dev.vectide.ingest.kafka.DeadLetterReader;
import dev.vectide.ingest.kafka.EventProducer;
import dev.vectide.ingest.kafka.IngestMetrics;
import dev.vectide.ingest.kafka.StreamGate;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** All routes of ingest, and what its failures are answered with. */
public final class IngestRoutes {
    private final EventRoutes events;
    private final StreamRoutes streams;
    private final DeadLetterRoutes deadLetters;
    private final IngestMetrics metrics;

    public IngestRoutes(
            VectideConfig config,
            EventReader reader,
            ControlStreams streams,
            StreamGate gate,
            EventProducer producer,
            IngestMetrics metrics,
            Spans spans,
            Clock clock) {
        this.events = new EventRoutes(
                reader, gate, producer, metrics, spans, clock, config.http().maxBody().bytes());
        this.streams = new StreamRoutes(streams);
        this.metrics = metrics;
        this.deadLetters = new DeadLetterRoutes(new DeadLetterReader(config));
    }

    public void register(JavalinConfig config) {
        events.register(config);
        streams.register(config);
        deadLetters.register(config);
        config.routes.exception(Problem.class, this::answer);
        config.routes.exception(BrokerUnavailableException.class, (e, context) ->
                answer(Problem.of(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage())), context));
        config.routes.exception(BacklogException.class, (e, context) ->
                answer(Problem.of(HttpStatus.TOO_MANY_REQUESTS, String.valueOf(e.getMessage())), context));
        config.routes.exception(RecordTooLargeException.class, (e, context) ->
                answer(
                        Problem.of(
                                HttpStatus.CONTENT_TOO_LARGE, "an event is larger than its topic takes: " + e.getMessage()),
                        context));
    }

    private void answer(Problem problem, Context context) {
        metrics.refusedRequest(problem.status());
        problem.answer(context);
    }
}
