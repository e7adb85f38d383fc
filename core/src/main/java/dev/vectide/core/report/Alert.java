package dev.vectide.core.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of one incident, as the data of a CloudEvent on {@code <ns>.alerts}. The same {@code id} stays with an
 * incident from its opening to its end.
 *
 * @param format major version, 1
 * @param id of the incident: stream, space, detector and the pane that opened it
 * @param space qualified name, {@code name-fp8}
 * @param detector {@code collapse}, {@code drift}, {@code novelty}, {@code encoder}, {@code canary},
 *     {@code silence}, {@code golden}
 * @param openedAt event time of the pane that opened it
 * @param updatedAt event time of the newest pane that it tells of
 * @param resolvedAt null while firing
 * @param summary one plain sentence
 * @param figures by name
 * @param promisedRunLength mean number of panes between false alarms that the detector was set to, if it promises one
 * @param evidence examples, with content where it is stored
 * @param dimensions that stand out, worst first
 * @param clusters of the reference with more or less of the traffic, most surprising first; left out where there are none
 * @param segments of the traffic that differ, most surprising first; left out where there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Alert(
        int format,
        String id,
        String stream,
        String space,
        String detector,
        State state,
        Severity severity,
        Instant openedAt,
        Instant updatedAt,
        @Nullable Instant resolvedAt,
        String summary,
        Pane pane,
        Map<String, Double> figures,
        @Nullable Double promisedRunLength,
        List<Evidence> evidence,
        List<Integer> dimensions,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ClusterShift> clusters,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SegmentShift> segments) {
    public static final int FORMAT = 1;

    public enum State {
        @JsonProperty("firing")
        FIRING,
        @JsonProperty("resolved")
        RESOLVED
    }

    public enum Severity {
        @JsonProperty("warning")
        WARNING,
        @JsonProperty("critical")
        CRITICAL
    }

    @SuppressWarnings("UnnecessaryNullCheck") // What reads JSON gives null for what was left out.
    public Alert {
        clusters = clusters == null ? List.of() : List.copyOf(clusters);
        segments = segments == null ? List.of() : List.copyOf(segments);
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        evidence = List.copyOf(evidence);
        dimensions = List.copyOf(dimensions);
        if ((state == State.RESOLVED) != (resolvedAt != null)) {
            throw new IllegalArgumentException("alert " + id + ": " + state + " with resolvedAt " + resolvedAt);
        }
    }

    /** Without clusters and segments. */
    public Alert(
            int format,
            String id,
            String stream,
            String space,
            String detector,
            State state,
            Severity severity,
            Instant openedAt,
            Instant updatedAt,
            @Nullable Instant resolvedAt,
            String summary,
            Pane pane,
            Map<String, Double> figures,
            @Nullable Double promisedRunLength,
            List<Evidence> evidence,
            List<Integer> dimensions) {
        this(
                format, id, stream, space, detector, state, severity, openedAt, updatedAt, resolvedAt, summary, pane, figures,
                promisedRunLength, evidence, dimensions, List.of(), List.of());
    }

    /** The same with where in the traffic it is. */
    public Alert in(List<ClusterShift> where, List<SegmentShift> of) {
        return copy(id, state, severity, openedAt, resolvedAt, summary, evidence, where, of);
    }

    /** The same incident under another id, opened at another time. */
    public Alert as(String otherId, Instant opened) {
        return copy(otherId, state, severity, opened, resolvedAt, summary, evidence, clusters, segments);
    }

    public Alert as(Severity other) {
        return copy(id, state, other, openedAt, resolvedAt, summary, evidence, clusters, segments);
    }

    /** As it was while it fired. */
    public Alert firing() {
        return copy(id, State.FIRING, severity, openedAt, null, summary, evidence, clusters, segments);
    }

    public Alert resolved(Instant at, String why) {
        return copy(id, State.RESOLVED, severity, openedAt, at, why, evidence, clusters, segments);
    }

    /** Also without the examples of clusters. */
    public Alert withoutEvidence() {
        return copy(id, state, severity, openedAt, resolvedAt, summary, List.of(), List.of(), segments);
    }

    private Alert copy(
            String otherId,
            State nowIn,
            Severity other,
            Instant opened,
            @Nullable Instant resolved,
            String said,
            List<Evidence> shown,
            List<ClusterShift> where,
            List<SegmentShift> of) {
        return new Alert(
                format, otherId, stream, space, detector, nowIn, other, opened, updatedAt, resolved, said, pane, figures,
                promisedRunLength, shown, dimensions, where, of);
    }

    /** Record key on the alerts topic. */
    public String key() {
        return stream + "/" + detector;
    }
}
