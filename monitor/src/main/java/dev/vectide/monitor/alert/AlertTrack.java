package dev.vectide.monitor.alert;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.Evidence;
import dev.vectide.core.report.Neighbour;
import dev.vectide.core.report.Pane;
import dev.vectide.monitor.stats.StateBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The incident of one detector on one stream: opens when the detector fires, is told again with every pane, and is
 * resolved after so many quiet panes in a row, but not before it has been open for the least number of panes. Severity
 * only rises. What was seen when it last fired stays as evidence.
 */
public final class AlertTrack {
    private @Nullable Instant openedAt;
    private Alert.Severity severity = Alert.Severity.WARNING;
    private int quiet;
    private int panes;
    private String summary = "";
    private List<Evidence> evidence = List.of();
    private List<Integer> dimensions = List.of();

    public boolean isOpen() {
        return openedAt != null;
    }

    /** Takes in the verdict on the next pane; the alert to tell, if there is one. */
    public Optional<Alert> step(VectideConfig.Alerts settings, Subject subject, Pane pane, Verdict verdict) {
        if (openedAt == null) {
            if (!verdict.firing()) {
                return Optional.empty();
            }
            openedAt = pane.end();
            severity = verdict.severity();
            quiet = 0;
            panes = 0;
        }
        panes++;
        quiet = verdict.quiet() ? quiet + 1 : 0;
        if (verdict.firing()) {
            severity = severity.compareTo(verdict.severity()) < 0 ? verdict.severity() : severity;
            summary = verdict.summary();
            evidence = verdict.evidence();
            dimensions = verdict.dimensions();
        }
        boolean resolved = quiet >= settings.resolveAfter() && panes >= settings.minOpen();
        Alert alert = tell(subject, pane, verdict, openedAt, resolved);
        if (resolved) {
            clear();
        }
        return Optional.of(alert);
    }

    private Alert tell(Subject subject, Pane pane, Verdict verdict, Instant opened, boolean resolved) {
        return new Alert(
                Alert.FORMAT,
                subject.incident(opened),
                subject.stream(),
                subject.space(),
                subject.detector(),
                resolved ? Alert.State.RESOLVED : Alert.State.FIRING,
                severity,
                opened,
                pane.end(),
                resolved ? pane.end() : null,
                resolved ? "Over after " + panes + " panes: " + summary : summary,
                pane,
                finite(verdict.figures()),
                verdict.promisedRunLength(),
                evidence,
                dimensions);
    }

    /** Ends an open incident because what it was measured by is gone; the alert to tell, if it was open. */
    public Optional<Alert> end(Subject subject, Pane pane, String why) {
        Instant opened = openedAt;
        if (opened == null) {
            return Optional.empty();
        }
        Verdict none = new Verdict(false, true, severity, summary, Map.of(), null, evidence, dimensions);
        Alert alert = tell(subject, pane, none, opened, true).resolved(pane.end(), why);
        clear();
        return Optional.of(alert);
    }

    private static Map<String, Double> finite(Map<String, Double> figures) {
        Map<String, Double> finite = new LinkedHashMap<>(figures);
        finite.values().removeIf(value -> !Double.isFinite(value));
        return finite;
    }

    private void clear() {
        openedAt = null;
        severity = Alert.Severity.WARNING;
        summary = "";
        evidence = List.of();
        dimensions = List.of();
    }

    /** Whether a document is among the evidence or its neighbours. */
    public boolean shows(String document) {
        return evidence.stream()
                .anyMatch(one -> one.id().equals(document)
                        || one.neighbours().stream().anyMatch(near -> near.id().equals(document)));
    }

    /** Takes deleted documents out of the evidence and its neighbours. */
    public void forget(Set<String> documents) {
        evidence = evidence.stream()
                .filter(one -> !documents.contains(one.id()))
                .map(one -> new Evidence(one.id(), one.text(), one.figure(), without(one.neighbours(), documents)))
                .toList();
    }

    /** Neighbours that are none of these documents. */
    public static List<Neighbour> without(List<Neighbour> neighbours, Set<String> documents) {
        return neighbours.stream().filter(near -> !documents.contains(near.id())).toList();
    }

    public void write(DataOutput out) throws IOException {
        out.writeBoolean(openedAt != null);
        if (openedAt == null) {
            return;
        }
        out.writeLong(openedAt.toEpochMilli());
        out.writeBoolean(severity == Alert.Severity.CRITICAL);
        out.writeInt(quiet);
        out.writeInt(panes);
        StateBytes.writeText(summary, out);
        out.writeInt(evidence.size());
        for (Evidence one : evidence) {
            writeEvidence(one, out);
        }
        out.writeInt(dimensions.size());
        for (int dimension : dimensions) {
            out.writeInt(dimension);
        }
    }

    public static AlertTrack read(DataInput in) throws IOException {
        AlertTrack track = new AlertTrack();
        if (!in.readBoolean()) {
            return track;
        }
        track.openedAt = Instant.ofEpochMilli(in.readLong());
        track.severity = in.readBoolean() ? Alert.Severity.CRITICAL : Alert.Severity.WARNING;
        track.quiet = in.readInt();
        track.panes = in.readInt();
        track.summary = StateBytes.readWord(in);
        List<Evidence> evidence = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            evidence.add(readEvidence(in));
        }
        track.evidence = List.copyOf(evidence);
        List<Integer> dimensions = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            dimensions.add(in.readInt());
        }
        track.dimensions = List.copyOf(dimensions);
        return track;
    }

    private static void writeEvidence(Evidence one, DataOutput out) throws IOException {
        StateBytes.writeText(one.id(), out);
        StateBytes.writeText(one.text(), out);
        Double figure = one.figure();
        out.writeDouble(figure == null ? Double.NaN : figure);
        out.writeInt(one.neighbours().size());
        for (Neighbour neighbour : one.neighbours()) {
            StateBytes.writeText(neighbour.id(), out);
            out.writeDouble(neighbour.similarity());
            StateBytes.writeText(neighbour.text(), out);
        }
    }

    private static Evidence readEvidence(DataInput in) throws IOException {
        String id = StateBytes.readWord(in);
        String text = StateBytes.readText(in);
        double figure = in.readDouble();
        List<Neighbour> neighbours = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            neighbours.add(new Neighbour(StateBytes.readWord(in), in.readDouble(), StateBytes.readText(in)));
        }
        return new Evidence(id, text, Double.isNaN(figure) ? null : figure, neighbours);
    }
}
