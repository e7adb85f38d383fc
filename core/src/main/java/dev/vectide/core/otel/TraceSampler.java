package dev.vectide.core.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/** Records what belongs to a recorded trace, by its parent or by a link, and a share of the traces that begin here. */
final class TraceSampler implements Sampler {
    private final Sampler byParent;

    /** @param share of traces that begin here, 0 to 1 */
    TraceSampler(double share) {
        this.byParent = Sampler.parentBased(Sampler.traceIdRatioBased(share));
    }

    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        return links.stream().anyMatch(link -> link.getSpanContext().isSampled())
                ? SamplingResult.recordAndSample()
                : byParent.shouldSample(parent, traceId, name, kind, attributes, links);
    }

    @Override
    public String getDescription() {
        return "Vectide{" + byParent.getDescription() + "}";
    }
}
