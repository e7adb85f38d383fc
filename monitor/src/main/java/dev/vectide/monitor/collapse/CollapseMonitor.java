package dev.vectide.monitor.collapse;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Pane;
import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.MonitorOutput;
import dev.vectide.monitor.PaneMonitor;
import dev.vectide.monitor.StateCodec;
import dev.vectide.monitor.VectorInput;
import dev.vectide.monitor.alert.AlertTrack;
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
import java.io.DataInput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether a stream's vectors lose variance, dimensions or rank against the stream's own first vectors. The
 * figures are in {@link CollapseFigures}, the thresholds in {@link CollapseJudge}.
 *
 * <p>Stateless itself, so safe to share between threads; a state belongs to one caller.
 */
public final class CollapseMonitor implements PaneMonitor<CollapseState> {
    private final VectideConfig.Monitor config;
    private final VectideConfig.Alerts alerts;
    private final String space;
    private final PaneSettings settings;

    public CollapseMonitor(VectideConfig.Monitor config, VectideConfig.Alerts alerts, String space) {
        this.config = config;
        this.alerts = alerts;
        this.space = space;
        this.settings = PaneSettings.of(config);
    }

    @Override
    public String name() {
        return "collapse";
    }

    @Override
    public CollapseState initial(String stream) {
        return new CollapseState(stream, new PaneTrack<>(settings), new CollapseReference(new CollapsePane()), new AlertTrack());
    }

    @Override
    public StateCodec<CollapseState> codec() {
        return new CollapseState.Codec(settings, space);
    }

    @Override
    public boolean readsTexts() {
        return false;
    }

    @Override
    public void follow(CollapseState state, ReferencePlan plan) {
        state.references.follow(plan);
    }

    /** @throws BrokenArtefactException if this is not the content of one of this monitor's artefacts */
    public static void check(byte[] content) throws BrokenArtefactException {
        CollapseReference.of(content);
    }

    @Override
    public void observe(CollapseState state, VectorInput input, Consumer<MonitorOutput> out) {
        if (!input.live()) {
            return;
        }
        PaneTrack.Placement place = state.panes.admit(input.partition(), input.timeMs());
        float[] vector = input.vector();
        if (vector != null) {
            if (place.late()) {
                state.panes.countLate(place.index(), CollapsePane::new);
            } else {
                state.panes.at(place.index(), CollapsePane::new).add(input, vector);
            }
        }
        close(state, out);
    }

    @Override
    public void clock(CollapseState state, ClockInput input, Consumer<MonitorOutput> out) {
        state.panes.clock(input.partition(), input.clockMs(), input.partitions());
        close(state, out);
    }

    @Override
    public PartialPanes<CollapsePane> partial(String stream) {
        return new PartialPanes<>(stream, settings, CollapsePane::new);
    }

    @Override
    public void join(CollapseState state, DataInput part, Consumer<MonitorOutput> out) throws IOException {
        PanePart<CollapsePane> gathered = PanePart.read(part, CollapsePane::read);
        gathered.pieces().forEach(piece -> state.panes.join(piece, CollapsePane::new));
        gathered.clocks().forEach(told -> state.panes.clock(told.partition(), told.clockMs(), told.partitions()));
        close(state, out);
    }

    private void close(CollapseState state, Consumer<MonitorOutput> out) {
        PaneTrack.@Nullable Closed<CollapsePane> closed;
        while ((closed = state.panes.nextClosed()) != null) {
            Pane pane = closed.pane();
            state.references.due(pane).ifPresent(due -> rebase(state, due, pane, out));
            if (state.pinned) {
                judge(state, closed, out);
            } else {
                gather(state, closed, out);
            }
        }
    }

    /** An order's pane has come. */
    private void rebase(CollapseState state, ReferenceTrack.Due due, Pane pane, Consumer<MonitorOutput> out) {
        Artefact artefact = due.artefact();
        if (artefact == null) {
            state.reference = new CollapseReference(new CollapsePane());
            state.pinned = false;
        } else {
            try {
                state.reference = CollapseReference.of(artefact.content().toArray());
                state.pinned = true;
                state.references.pinned(due.order(), artefact);
            } catch (BrokenArtefactException e) {
                state.references.failed(due.order(), e.getMessage());
                return;
            }
        }
        state.recent.clear();
        state.alert
                .end(new Subject(state.stream, space, name()), pane, due.words())
                .ifPresent(alert -> out.accept(new MonitorOutput.Alerted(alert)));
    }

    /** What needs no reference is judged from the first pane on. */
    private void gather(
            CollapseState state, PaneTrack.Closed<CollapsePane> closed, Consumer<MonitorOutput> out) {
        state.reference.content.merge(closed.content());
        long gathered = state.reference.moments().n();
        long wanted = Math.max(config.reference(), 10L * state.reference.moments().dimension());
        state.references.gathered(closed.pane());
        state.pinned = gathered >= wanted && state.references.lasted(Duration.ZERO);
        if (state.pinned) {
            out.accept(new MonitorOutput.Pinned(state.references.complete(
                    name(), state.stream, space, gathered, state.reference.content())));
        }
        CollapseFigures figures = CollapseFigures.alone(closed.content());
        CollapseJudge.Finding finding = CollapseJudge.judge(figures);
        List<String> sentences = new ArrayList<>(finding.sentences());
        sentences.add("Gathering the reference: " + gathered + " of " + wanted + " vectors.");
        String status = finding.firing() ? finding.status() : HealthReport.WARMING;
        out.accept(report(state, closed.pane(), status, figures.values(), List.of(), sentences));
        tell(state, closed.pane(), finding.verdict(figures), out);
    }

    private void judge(CollapseState state, PaneTrack.Closed<CollapsePane> closed, Consumer<MonitorOutput> out) {
        CollapsePane window = remember(state, closed.content());
        CollapseFigures figures = CollapseFigures.against(
                closed.content(), window, state.reference, config.minPane());
        CollapseJudge.Finding finding = CollapseJudge.judge(figures);
        out.accept(report(
                state,
                closed.pane(),
                finding.status(),
                figures.values(),
                figures.deadDimensions(),
                finding.sentences()));
        tell(state, closed.pane(), finding.verdict(figures), out);
    }

    private void tell(CollapseState state, Pane pane, Verdict verdict, Consumer<MonitorOutput> out) {
        state.alert
                .step(alerts, new Subject(state.stream, space, name()), pane, verdict)
                .ifPresent(alert -> out.accept(new MonitorOutput.Alerted(alert)));
    }

    /** The newest panes that hold usable vectors joined, just enough of them for the rank figures. */
    private CollapsePane remember(CollapseState state, CollapsePane newest) {
        if (newest.moments.n() > 0) {
            state.recent.addLast(newest);
        }
        long enough = CollapseFigures.rankSample(state.reference.moments().dimension());
        long held = state.recent.stream().mapToLong(pane -> pane.moments.n()).sum();
        while (state.recent.size() > 1 && held - state.recent.getFirst().moments.n() >= enough) {
            held -= state.recent.removeFirst().moments.n();
        }
        CollapsePane window = new CollapsePane();
        state.recent.forEach(window::merge);
        return window;
    }

    private MonitorOutput report(
            CollapseState state,
            Pane pane,
            String status,
            Map<String, Double> figures,
            List<Integer> dimensions,
            List<String> findings) {
        return new MonitorOutput.Reported(state.references.report(
                new Subject(state.stream, space, name()), pane, status, figures, dimensions, findings));
    }
}
