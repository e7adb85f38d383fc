package dev.vectide.core.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a monitor says of one pane of a stream in a space, as {@code <ns>.health} carries it.
 *
 * @param format major version, 1
 * @param space qualified name, {@code name-fp8}
 * @param monitor {@code collapse}, {@code drift} or {@code novelty}
 * @param status {@code warming} (no reference yet), {@code ok}, {@code warning} or {@code critical}
 * @param figures by name; a figure that is not a finite number is left out
 * @param dimensions that stand out, worst first
 * @param findings one plain sentence each
 * @param reference compared with; null while there is none, and for novelty, whose reference moves on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HealthReport(
        int format,
        String stream,
        String space,
        String monitor,
        Pane pane,
        String status,
        Map<String, Double> figures,
        List<Integer> dimensions,
        List<String> findings,
        @Nullable ReferenceNote reference) {
    public static final int FORMAT = 1;
    public static final String WARMING = "warming";
    public static final String OK = "ok";
    public static final String WARNING = "warning";
    public static final String CRITICAL = "critical";

    public HealthReport {
        Map<String, Double> finite = new LinkedHashMap<>();
        figures.forEach((name, value) -> {
            if (Double.isFinite(value)) {
                finite.put(name, value);
            }
        });
        figures = Collections.unmodifiableMap(finite);
        dimensions = List.copyOf(dimensions);
        findings = List.copyOf(findings);
    }

    /** Without a reference. */
    public HealthReport(
            int format,
            String stream,
            String space,
            String monitor,
            Pane pane,
            String status,
            Map<String, Double> figures,
            List<Integer> dimensions,
            List<String> findings) {
        this(format, stream, space, monitor, pane, status, figures, dimensions, findings, null);
    }
}
