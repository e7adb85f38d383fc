package dev.vectide.monitor.novelty;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.Evidence;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Pane;
import dev.vectide.monitor.MonitorOutput;
import dev.vectide.monitor.alert.ShiryaevRoberts;
import dev.vectide.monitor.alert.Subject;
import dev.vectide.monitor.alert.Verdict;
import dev.vectide.monitor.pane.PaneTrack;
import dev.vectide.monitor.stats.Units;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What the novelty monitor says of a complete pane. */
record NoveltyReport(VectideConfig.Monitor config, VectideConfig.Alerts alerts, String space, String stream) {
    private static final String MONITOR = "novelty";
    /** Candidates nearer to each other than this are shown once. */
    private static final double ALIKE = 0.9;

    MonitorOutput gathering(Pane pane, long seen) {
        String finding = "Gathering the reference: " + seen + " of " + (config.reference() + config.calibration())
                + " vectors, " + config.calibration() + " of them held out for calibration.";
        return report(pane, HealthReport.WARMING, Map.of(), List.of(finding));
    }

    MonitorOutput uncovered(Pane pane) {
        return report(pane, HealthReport.WARMING, Map.of(), List.of("The reference covers later panes only."));
    }

    /** @param deleted documents, with the offset of their deletion: they are shown no more */
    void judge(
            NoveltyState state,
            Reference reference,
            PaneTrack.Closed<NoveltyPane> closed,
            Map<String, Long> deleted,
            Consumer<MonitorOutput> out) {
        NoveltyPane content = closed.content();
        double nullRate = RateEvidence.nullRate(config.anomalyRate(), reference.calibrationSize());
        double e = RateEvidence.eValue(content.anomalies(), content.scored(), nullRate);
        state.evidence = ShiryaevRoberts.next(state.evidence, e);
        double rate = (double) content.anomalies() / content.scored();
        state.excess = state.excess.with(RateWindow.isExcess(rate, nullRate, e, config.runLength()));
        boolean opens = state.evidence >= config.runLength() || state.excess.opens();
        boolean firing = state.alert.isOpen() ? e > 1 : opens;
        boolean critical = rate >= 20 * config.anomalyRate();
        String summary = String.format(
                Locale.ROOT,
                "%.1f %% of the documents are unlike anything in the reference, where %.1f %% is normal.",
                100 * rate, 100 * config.anomalyRate());
        Map<String, Double> figures = figures(state, reference, content, nullRate, e);
        boolean alarmed = firing || state.alert.isOpen();
        String status = !alarmed ? HealthReport.OK : critical ? HealthReport.CRITICAL : HealthReport.WARNING;
        out.accept(report(closed.pane(), status, figures, firing ? List.of(summary) : List.of()));
        Verdict verdict = new Verdict(
                firing,
                e <= 1,
                critical ? Alert.Severity.CRITICAL : Alert.Severity.WARNING,
                summary,
                figures,
                config.runLength(),
                firing ? evidence(content, deleted) : List.of(),
                List.of());
        state.alert.step(alerts, new Subject(stream, space, MONITOR), closed.pane(), verdict).ifPresent(alert -> {
            if (alert.state() == Alert.State.RESOLVED) {
                state.evidence = 0;
                state.excess = RateWindow.EMPTY;
            }
            out.accept(new MonitorOutput.Alerted(alert));
        });
    }

    private Map<String, Double> figures(
            NoveltyState state, Reference reference, NoveltyPane content, double nullRate, double e) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("scored", (double) content.scored());
        figures.put("anomalies", (double) content.anomalies());
        figures.put("anomaly_share", (double) content.anomalies() / content.scored());
        figures.put("anomaly_rate", config.anomalyRate());
        figures.put("anomaly_rate_null", nullRate);
        figures.put("distance_mean", content.distanceMean());
        figures.put("distance_mean_reference", reference.calibrationMean());
        figures.put("reference_size", (double) reference.knn.size());
        figures.put("calibration_size", (double) reference.calibrationSize());
        figures.put("e_value", e);
        figures.put("evidence", state.evidence);
        figures.put("threshold", config.runLength());
        return figures;
    }

    /** The most novel documents, deleted ones left out, near-duplicates shown once. */
    private List<Evidence> evidence(NoveltyPane content, Map<String, Long> deletions) {
        List<Candidate> shown = new ArrayList<>();
        for (Candidate candidate : content.candidates) {
            if (shown.size() == alerts.evidence()) {
                break;
            }
            boolean deleted = deletions.getOrDefault(candidate.document(), -1L) > candidate.offset();
            boolean alike = shown.stream().anyMatch(one -> one.document().equals(candidate.document())
                    || Units.dot(one.unit(), candidate.unit()) > ALIKE);
            if (!deleted && !alike) {
                shown.add(candidate);
            }
        }
        return shown.stream().map(one -> one.evidence(deletions.keySet())).toList();
    }

    private MonitorOutput report(Pane pane, String status, Map<String, Double> figures, List<String> findings) {
        return new MonitorOutput.Reported(new HealthReport(
                HealthReport.FORMAT, stream, space, MONITOR, pane, status, figures, List.of(), findings));
    }
}
