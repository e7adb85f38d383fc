package dev.vectide.monitor.drift;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Pane;
import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.MonitorOutput;
import dev.vectide.monitor.PaneMonitor;
import dev.vectide.monitor.StateCodec;
import dev.vectide.monitor.VectorInput;
import dev.vectide.monitor.alert.AlertTrack;
import dev.vectide.monitor.alert.ShiryaevRoberts;
import dev.vectide.monitor.alert.Subject;
import dev.vectide.monitor.alert.Verdict;
import dev.vectide.monitor.pane.PanePart;
import dev.vectide.monitor.pane.PaneSettings;
import dev.vectide.monitor.pane.PaneTrack;
import dev.vectide.monitor.pane.PartialPanes;
import dev.vectide.monitor.reference.Artefact;
import dev.vectide.monitor.reference.BrokenArtefactException;
import dev.vectide.monitor.reference.ReferencePlan;
import dev.vectide.monitor.reference.ReferenceTrack;
import dev.vectide.monitor.stats.Sample;
import java.io.DataInput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether a stream's vectors still come from the distribution of its reference, at first its first ones. Every
 * pane gives each of the {@link Detectors} a conformal p-value from its {@link Baseline}, an e-value from it, and the
 * mean of the e-values; {@link ShiryaevRoberts} adds them up over panes and alarms at the promised run length.
 *
 * <p>The panes that p-values are taken against are drawn from the reference, for a stream has not had thousands of real
 * ones yet. It supposes that panes are exchangeable while nothing changes. Where the traffic has a weekly course, whole weeks
 * can be gathered, then learnt from: see {@link Season}. A drawn and a real pane must both be surprised then.
 *
 * <p>The reference stays as it is, whatever comes, but for a recorded order: see {@link ReferenceTrack}.
 *
 * <p>A deleted document leaves the evidence; the figures of its pane stay, and so does the reference, which is pinned.
 *
 * <p>Stateless itself, so safe to share between threads; a state belongs to one caller.
 */
public final class DriftMonitor implements PaneMonitor<DriftState> {
    /** An e-value below counts towards the end of an alert. */
    private static final double QUIET = 3;

    private final VectideConfig.Monitor config;
    private final VectideConfig.Alerts alerts;
    private final String space;
    private final PaneSettings settings;
    /** Vectors of one tested pane: at most half of the reference, which must have a rest to be compared with. */
    private final int window;

    private final int referenceSize;

    public DriftMonitor(VectideConfig.Monitor config, VectideConfig.Alerts alerts, String space) {
        this.config = config;
        this.alerts = alerts;
        this.space = space;
        this.settings = PaneSettings.of(config);
        this.window = Math.min(config.minPane(), config.reference() / 2);
        this.referenceSize = config.reference();
    }

    @Override
    public String name() {
        return "drift";
    }

    @Override
    public DriftState initial(String stream) {
        return new DriftState(stream, new PaneTrack<>(settings), new Reference(referenceSize), new AlertTrack());
    }

    @Override
    public StateCodec<DriftState> codec() {
        return new DriftState.Codec(settings, space);
    }

    @Override
    public void follow(DriftState state, ReferencePlan plan) {
        state.references.follow(plan);
    }

    /** @throws BrokenArtefactException if this is not the content of one of this monitor's artefacts */
    public static void check(byte[] content) throws BrokenArtefactException {
        Reference.of(content);
    }

    @Override
    public void observe(DriftState state, VectorInput input, Consumer<MonitorOutput> out) {
        if (!input.live()) {
            return;
        }
        PaneTrack.Placement place = state.panes.admit(input.partition(), input.timeMs());
        float[] vector = input.vector();
        if (vector == null) {
            close(state, out);
            delete(state, input);
            return;
        }
        if (place.late()) {
            state.panes.countLate(place.index(), () -> fresh(state));
        } else {
            state.panes.at(place.index(), () -> fresh(state)).add(input, vector);
        }
        close(state, out);
    }

    /** A deletion counts from the pane its partition has reached, which is no earlier than the document's own. */
    private void delete(DriftState state, VectorInput input) {
        String document = input.document();
        boolean shown = state.alert.shows(document)
                || state.whereabouts.shows(document)
                || state.panes.contents().stream().anyMatch(pane -> pane.sample.holds(document));
        if (shown) {
            state.panes
                    .reached(input.partition())
                    .ifPresent(index -> state.panes.at(index, () -> fresh(state)).delete(input));
        }
    }

    /** While the reference is gathered a pane keeps all that could enter it, later only what is tested. */
    private DriftPane fresh(DriftState state) {
        return new DriftPane(state.reference.baseline() == null ? referenceSize : window);
    }

    @Override
    public void clock(DriftState state, ClockInput input, Consumer<MonitorOutput> out) {
        state.panes.clock(input.partition(), input.clockMs(), input.partitions());
        close(state, out);
    }

    /** Where a vector is gathered, nobody knows whether the reference still is: so it keeps all that could enter it. */
    @Override
    public PartialPanes<DriftPane> partial(String stream) {
        return new PartialPanes<>(stream, settings, () -> new DriftPane(referenceSize));
    }

    @Override
    public void join(DriftState state, DataInput part, Consumer<MonitorOutput> out) throws IOException {
        PanePart<DriftPane> gathered = PanePart.read(part, DriftPane::read);
        Map<Long, Map<String, Long>> deletions = new HashMap<>();
        for (PanePart.Piece<DriftPane> piece : gathered.pieces()) {
            Map<String, Long> deleted = piece.content().deleted;
            if (!deleted.isEmpty()) {
                deletions.put(piece.index(), Map.copyOf(deleted));
                deleted.clear();
            }
            state.panes.join(piece, () -> fresh(state));
        }
        delete(state, deletions);
        gathered.clocks().forEach(told -> state.panes.clock(told.partition(), told.clockMs(), told.partitions()));
        close(state, out);
    }

    /** By pane, the documents that were deleted in it; only those count that are or could become evidence. */
    private void delete(DriftState state, Map<Long, Map<String, Long>> deletions) {
        if (deletions.isEmpty()) {
            return;
        }
        Map<String, Long> sampled = new HashMap<>();
        for (DriftPane pane : state.panes.contents()) {
            pane.sample.first(pane.sample.size())
                    .forEach(item -> sampled.merge(item.document(), item.offset(), Math::min));
        }
        deletions.forEach((index, deleted) -> deleted.forEach((document, offset) -> {
            boolean shown = state.alert.shows(document)
                    || state.whereabouts.shows(document)
                    || sampled.getOrDefault(document, Long.MAX_VALUE) < offset;
            if (shown) {
                state.panes.at(index, () -> fresh(state)).deleted.merge(document, offset, Math::max);
            }
        }));
    }

    private void close(DriftState state, Consumer<MonitorOutput> out) {
        PaneTrack.@Nullable Closed<DriftPane> closed;
        while ((closed = state.panes.nextClosed()) != null) {
            Pane pane = closed.pane();
            state.references.due(pane).ifPresent(due -> rebase(state, due, pane, out));
            Baseline baseline = state.reference.baseline();
            if (baseline == null) {
                gather(state, closed, out);
            } else {
                judge(state, closed, baseline, out);
            }
        }
    }

    /** An order's pane has come: what was added up against the old reference is void. */
    private void rebase(DriftState state, ReferenceTrack.Due due, Pane pane, Consumer<MonitorOutput> out) {
        Artefact artefact = due.artefact();
        if (artefact == null) {
            state.reference = new Reference(referenceSize);
        } else {
            try {
                Reference kept = Reference.of(artefact.content().toArray());
                kept.pin(window);
                state.reference = kept;
                state.references.pinned(due.order(), artefact);
            } catch (BrokenArtefactException e) {
                state.references.failed(due.order(), e.getMessage());
                return;
            }
        }
        state.season = new Season();
        startAnew(state, pane, due.words(), out);
    }

    /** What was added up is void, and an alert over. */
    private void startAnew(DriftState state, Pane pane, String why, Consumer<MonitorOutput> out) {
        state.evidence = 0;
        state.alert
                .end(new Subject(state.stream, space, name()), pane, why)
                .ifPresent(alert -> out.accept(new MonitorOutput.Alerted(
                        alert.in(state.whereabouts.clusters(), state.whereabouts.segments()))));
        state.whereabouts = Whereabouts.NONE;
    }

    private void gather(DriftState state, PaneTrack.Closed<DriftPane> closed, Consumer<MonitorOutput> out) {
        if (state.references.ordered()) {
            state.reference.gather(closed.content(), window);
        } else {
            state.reference.gather(closed.content());
        }
        state.references.gathered(closed.pane());
        long seen = state.reference.seen();
        if (seen >= referenceSize && state.references.lasted(season())) {
            state.reference.pin(window);
            state.season = new Season();
            out.accept(new MonitorOutput.Pinned(state.references.complete(
                    name(), state.stream, space, seen, state.reference.content())));
        }
        String finding = "Gathering the reference: " + seen + " of " + referenceSize + " vectors; " + Calibration.PANES
                + " panes drawn from it will calibrate the alarms.";
        out.accept(report(state, closed.pane(), HealthReport.WARMING, Map.of(), List.of(), List.of(finding)));
    }

    private void judge(
            DriftState state, PaneTrack.Closed<DriftPane> closed, Baseline baseline, Consumer<MonitorOutput> out) {
        state.alert.forget(closed.content().deleted.keySet());
        state.whereabouts = state.whereabouts.without(closed.content().deleted.keySet());
        List<Sample.Item> items = closed.content().sample.first(baseline.window());
        List<Mark> marks = baseline.marks(items);
        Summary pane = baseline.empty();
        for (int i = 0; i < items.size(); i++) {
            pane.add(items.get(i).unit(), marks.get(i));
        }
        Judged judged = baseline.judge(pane);
        Season.@Nullable Panes before = null;
        if (config.seasonalWeeks() > 0) {
            state.season.begin(closed.pane());
            if (state.season.isLearning(closed.pane(), config.seasonalWeeks())) {
                learn(state, closed.pane(), pane, baseline, judged, out);
                return;
            }
            before = state.season.before(closed.pane());
            judged = before == null ? judged : before.temper(judged);
        }
        state.evidence = ShiryaevRoberts.next(state.evidence, judged.e());
        Map<String, Double> figures = figures(state, pane, baseline.summary(), judged);
        if (config.seasonalWeeks() > 0) {
            figures.put("seasonal_panes", before == null || !before.sameHour() ? 0.0 : before.statistics().size());
        }
        boolean firing = state.alert.isOpen() ? judged.e() >= QUIET : state.evidence >= config.runLength();
        boolean critical = state.evidence >= config.runLength() * config.runLength();
        List<Sample.Item> standing = closed.content().standing(items);
        Localisation localisation = Localisation.of(pane, items, marks, standing, baseline);
        if (firing) {
            state.whereabouts = new Whereabouts(localisation.clusters(), SegmentTests.find(items, baseline.items()));
        }
        String summary = String.format(
                Locale.ROOT,
                "The vectors have moved from the reference: centroid %.3f away, mean cosine %.3f (reference %.3f).",
                figures.get("centroid_distance"),
                pane.meanCosine(),
                baseline.summary().meanCosine());
        Verdict verdict = new Verdict(
                firing,
                judged.e() < QUIET,
                critical ? Alert.Severity.CRITICAL : Alert.Severity.WARNING,
                summary,
                figures,
                config.runLength(),
                DriftEvidence.of(standing, pane, baseline.summary(), alerts.evidence()),
                localisation.dimensions());
        boolean alarmed = firing || state.alert.isOpen();
        String status = !alarmed ? HealthReport.OK : critical ? HealthReport.CRITICAL : HealthReport.WARNING;
        out.accept(report(
                state,
                closed.pane(),
                status,
                figures,
                localisation.dimensions(),
                alarmed ? findings(state, localisation, summary) : List.of()));
        state.alert
                .step(alerts, new Subject(state.stream, space, name()), closed.pane(), verdict)
                .ifPresent(alert -> {
                    if (alert.state() == Alert.State.RESOLVED) {
                        state.evidence = 0;
                    }
                    out.accept(new MonitorOutput.Alerted(
                            alert.in(state.whereabouts.clusters(), state.whereabouts.segments())));
                });
        if (!state.alert.isOpen()) {
            state.whereabouts = Whereabouts.NONE;
        }
        if (config.seasonalWeeks() > 0 && !state.alert.isOpen()) {
            state.season.note(closed.pane(), judged.detectors());
        }
    }

    private static List<String> findings(DriftState state, Localisation localisation, String summary) {
        List<String> findings = localisation.findings(summary);
        findings.addAll(SegmentTests.findings(state.whereabouts.segments()));
        return findings;
    }

    private Duration season() {
        return Duration.ofMillis(config.seasonalWeeks() * Season.WEEK_MS);
    }

    /**
     * What the week's course makes of the statistics has to be known before they can alarm. An alert that was opened without
     * knowing it, before learning was asked for, is over.
     */
    private void learn(
            DriftState state, Pane at, Summary pane, Baseline baseline, Judged judged, Consumer<MonitorOutput> out) {
        String what = "what panes of each hour of the week are like, until "
                + Instant.ofEpochMilli(state.season.untilMs(config.seasonalWeeks()));
        startAnew(state, at, "Over: learning " + what, out);
        state.season.note(at, judged.detectors());
        String finding = "Learning " + what + ".";
        out.accept(report(
                state, at, HealthReport.WARMING, figures(state, pane, baseline.summary(), judged), List.of(),
                List.of(finding)));
    }

    private Map<String, Double> figures(DriftState state, Summary pane, Summary reference, Judged judged) {
        Map<String, Double> figures = new LinkedHashMap<>();
        Detectors detectors = judged.detectors();
        double shift = 0;
        for (int j = 0; j < pane.dimension(); j++) {
            double delta = pane.mean(j) - reference.mean(j);
            shift += delta * delta;
        }
        figures.put("centroid_distance", Math.sqrt(shift));
        figures.put("centroid_statistic", detectors.centroid() / reference.trace());
        figures.put("far_share", pane.farShare());
        figures.put("far_share_reference", reference.farShare());
        figures.put("mean_cosine", pane.meanCosine());
        figures.put("mean_cosine_reference", reference.meanCosine());
        figures.put("variance_ratio", pane.trace() / reference.trace());
        figures.put("mean_shift_max", detectors.mean());
        figures.put("variance_shift_max", detectors.variance());
        figures.put("clusters_chi_square", detectors.clusters());
        for (int k = 0; k < Detectors.COUNT; k++) {
            figures.put("p_" + Detectors.NAMES.get(k), judged.pValues().get(k));
        }
        figures.put("calibration_panes", (double) Calibration.PANES);
        figures.put("e_value", judged.e());
        figures.put("evidence", state.evidence);
        figures.put("threshold", config.runLength());
        return figures;
    }

    private MonitorOutput report(
            DriftState state,
            Pane pane,
            String status,
            Map<String, Double> figures,
            List<Integer> dimensions,
            List<String> findings) {
        return new MonitorOutput.Reported(state.references.report(
                new Subject(state.stream, space, name()), pane, status, figures, dimensions, findings));
    }
}
