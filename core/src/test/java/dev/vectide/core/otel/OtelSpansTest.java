package dev.vectide.core.otel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.trace.Spans;
import dev.vectide.core.trace.TraceParent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OtelSpansTest {
    private static final String SAMPLED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String UNSAMPLED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

    private final List<SpanData> exported = new ArrayList<>();

    private final SpanExporter exporter = new SpanExporter() {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            exported.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    };

    @Test
    void aSpanBelongsToItsParentsTraceAndNamesItself() {
        String own;
        try (Spans spans = OtelSpans.to(exporter, 0, "encoder")) {
            Spans.Span span = spans.start("work", Spans.Kind.CONSUMER, SAMPLED, List.of(), Instant.ofEpochSecond(7))
                    .with("n", 3)
                    .with("what", "text");
            own = span.traceparent();
            span.failed("why");
            span.end();
        }

        assertThat(exported).singleElement().satisfies(span -> {
            assertThat(span.getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
            assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
            assertThat(new TraceParent(span.getTraceId(), span.getSpanId(), true)).hasToString(own);
            assertThat(span.getStartEpochNanos()).isEqualTo(7_000_000_000L);
            assertThat(span.getStatus().getDescription()).isEqualTo("why");
            assertThat(span.getAttributes().get(AttributeKey.longKey("n"))).isEqualTo(3);
            assertThat(span.getResource().getAttribute(AttributeKey.stringKey("service.name"))).isEqualTo("vectide-encoder");
        });
    }

    @Test
    void whatIsRecordedFollowsTheParentElseALinkElseTheShare() {
        try (Spans none = OtelSpans.to(exporter, 0, "r");
                Spans all = OtelSpans.to(exporter, 1, "r")) {
            assertThat(start(none, null, List.of())).isNull();
            assertThat(start(none, "nonsense", List.of())).isNull();
            assertThat(start(none, UNSAMPLED, List.of())).isNull();
            assertThat(start(none, SAMPLED, List.of())).isNotNull();
            assertThat(start(none, null, List.of(UNSAMPLED, "nonsense"))).isNull();
            assertThat(start(none, null, List.of(UNSAMPLED, SAMPLED))).isNotNull();
            assertThat(start(all, null, List.of())).isNotNull();
            assertThat(start(all, UNSAMPLED, List.of())).isNull();
        }

        assertThat(exported).hasSize(3);
    }

    private static String start(Spans spans, String parent, List<String> links) {
        Spans.Span span = spans.start("work", Spans.Kind.INTERNAL, parent, links, null);
        span.end();
        return span.traceparent();
    }

    @Test
    void withoutACollectorNothingIsRecorded() {
        Spans spans = OtelSpans.of(new VectideConfig.Tracing("", 1), "r");

        assertThat(spans).isSameAs(Spans.OFF);
        assertThat(spans.areOn()).isFalse();
        assertThat(Objects.requireNonNull(spans.start("work", Spans.Kind.SERVER, SAMPLED, List.of(), null)).with("n", 1).traceparent())
                .isNull();
    }
}
