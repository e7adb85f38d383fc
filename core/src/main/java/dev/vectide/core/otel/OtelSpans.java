package dev.vectide.core.otel;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.trace.Spans;
import dev.vectide.core.trace.TraceParent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Spans by OpenTelemetry, sent to a collector in batches by OTLP over HTTP, on a thread of its own. A collector that is slow or
 * gone costs spans and nothing else.
 *
 * <p>Safe for concurrent use.
 */
public final class OtelSpans implements Spans {
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    private OtelSpans(SdkTracerProvider provider, String role) {
        this.provider = provider;
        this.tracer = provider.get("dev.vectide." + role);
    }

    /**
     * Of a role, if the settings name a collector; else none.
     *
     * @param role becomes service {@code vectide-role}
     */
    public static Spans of(VectideConfig.Tracing settings, String role) {
        if (settings.endpoint().isEmpty()) {
            return OFF;
        }
        SpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.endpoint().replaceAll("/+$", "") + "/v1/traces")
                .build();
        return to(exporter, settings.sample(), role);
    }

    static OtelSpans to(SpanExporter exporter, double sample, String role) {
        Resource resource = Resource.create(
                Attributes.of(AttributeKey.stringKey("service.name"), "vectide-" + role));
        return new OtelSpans(
                SdkTracerProvider.builder()
                        .setResource(resource)
                        .setSampler(new TraceSampler(sample))
                        .addSpanProcessor(BatchSpanProcessor.builder(exporter).setScheduleDelay(EVERY).build())
                        .build(),
                role);
    }

    @Override
    public boolean areOn() {
        return true;
    }

    @Override
    public Span start(String name, Kind kind, @Nullable String parent, List<String> links, @Nullable Instant from) {
        SpanBuilder builder = tracer.spanBuilder(name).setSpanKind(SpanKind.valueOf(kind.name()));
        SpanContext context = context(parent);
        builder.setParent(Context.root().with(io.opentelemetry.api.trace.Span.wrap(context)));
        for (String link : links) {
            SpanContext linked = context(link);
            if (linked.isValid()) {
                builder.addLink(linked);
            }
        }
        if (from != null) {
            builder.setStartTimestamp(from);
        }
        return new Recorded(builder.startSpan());
    }

    private static SpanContext context(@Nullable String header) {
        TraceParent parent = TraceParent.parse(header);
        return parent == null
                ? SpanContext.getInvalid()
                : SpanContext.createFromRemoteParent(
                        parent.traceId(),
                        parent.spanId(),
                        parent.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                        TraceState.getDefault());
    }

    @Override
    public void close() {
        provider.shutdown().join(STOP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private record Recorded(io.opentelemetry.api.trace.Span span) implements Span {
        @Override
        public Span with(String key, String value) {
            span.setAttribute(key, value);
            return this;
        }

        @Override
        public Span with(String key, long value) {
            span.setAttribute(key, value);
            return this;
        }

        @Override
        public @Nullable String traceparent() {
            SpanContext context = span.getSpanContext();
            return context.isSampled()
                    ? new TraceParent(context.getTraceId(), context.getSpanId(), true).toString()
                    : null;
        }

        @Override
        public void failed(String why) {
            span.setStatus(StatusCode.ERROR, why);
        }

        @Override
        public void end() {
            span.end();
        }
    }
}
