package dev.vectide.monitor.novelty;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.HealthReport;
import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.MonitorOutput;
import dev.vectide.monitor.StateCodec;
import dev.vectide.monitor.StreamMonitor;
import dev.vectide.monitor.VectorInput;
import dev.vectide.monitor.alert.AlertTrack;
import dev.vectide.monitor.nearest.PanelKernel;
import dev.vectide.monitor.pane.PaneSettings;
import dev.vectide.monitor.pane.PaneTrack;
import dev.vectide.monitor.stats.Hashes;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.Units;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Scores every version of every document by its distance to the stream's reference, and watches the rate of anomalies.
 *
 * <p>Which reference scores a document depends on its own pane alone, never on what happened to arrive first: the
 * reference pinned when pane t closed scores the panes from t + g on (g is 2, or more where the lateness bound is longer
 * than a pane); earlier panes are {@code warming}. A score comes at once where that is settled. It is not while the
 * reference is being gathered and the pane g before the document's is still open; the document is held until it is closed,
 * at most {@value #MOST_HELD} of a stream. Beyond that the newest are called warming at once, the one case in which a
 * score may depend on how partitions interleave. A replayed document is scored against the reference there is.
 *
 * <p>A version of a document is no neighbour of another version of it. A deleted document leaves the evidence; it stays
 * in the reference, which is pinned.
 *
 * <p>Stateless itself, so safe to share between threads; a state belongs to one caller.
 */
public final class NoveltyMonitor implements StreamMonitor<NoveltyState> {
    static final int MOST_HELD = 20_000;
    private static final long SEED = 0x6e6f76656c7479L;

    private final VectideConfig.Monitor config;
    private final VectideConfig.Alerts alerts;
    private final String space;
    private final PaneSettings settings;

    public NoveltyMonitor(VectideConfig.Monitor config, VectideConfig.Alerts alerts, String space) {
        this.config = config;
        this.alerts = alerts;
        this.space = space;
        this.settings = PaneSettings.of(config);
    }

    /** What inner products are taken with, for the log. */
    public static String arithmetic() {
        return PanelKernel.best().name();
    }

    @Override
    public String name() {
        return "novelty";
    }

    @Override
    public NoveltyState initial(String stream) {
        return new NoveltyState(stream, new PaneTrack<>(settings), new Sample(gathered()), new AlertTrack());
    }

    private int gathered() {
        return config.reference() + config.calibration();
    }

    @Override
    public StateCodec<NoveltyState> codec() {
        return new NoveltyState.Codec(settings);
    }

    @Override
    public void observe(NoveltyState state, VectorInput input, Consumer<MonitorOutput> out) {
        float[] vector = input.vector();
        if (vector == null) {
            delete(state, input, out);
        } else if (input.live()) {
            live(state, input, Units.normalised(vector), out);
        } else {
            Held event = event(input, Units.normalised(vector), false);
            scoring(state).tell(List.of(event), state.reference, null, out);
        }
    }

    private void live(NoveltyState state, VectorInput input, float @Nullable [] unit, Consumer<MonitorOutput> out) {
        PaneTrack.Placement place = state.panes.admit(input.partition(), input.timeMs());
        close(state, out);
        if (place.late()) {
            state.panes.countLate(place.index(), () -> fresh(state));
        }
        NoveltyPane pane = state.panes.at(place.index(), () -> fresh(state));
        Held event = event(input, unit, !place.late());
        if (unit != null && !place.late()) {
            pane.count();
            sample(pane.sample, event);
        }
        if (!settled(state, event) && state.held < MOST_HELD) {
            pane.held.add(event);
            state.held++;
        } else {
            score(state, pane, List.of(event), out);
        }
    }

    private NoveltyPane fresh(NoveltyState state) {
        return new NoveltyPane(state.reference == null ? gathered() : 0);
    }

    private Held event(VectorInput input, float @Nullable [] unit, boolean counted) {
        return new Held(
                settings.index(input.timeMs()),
                counted,
                input.document(),
                input.partition(),
                input.offset(),
                input.timeMs(),
                unit,
                Sample.shorten(input.text()));
    }

    private static void sample(Sample sample, Held event) {
        long hash = Hashes.of(SEED, event.document(), event.offset());
        if (event.unit() != null && sample.wants(hash)) {
            sample.add(new Sample.Item(
                    hash, event.document(), event.partition(), event.offset(), event.unit(), event.text()));
        }
    }

    /** Whether it is known for good which reference, if any, scores the event. */
    private boolean settled(NoveltyState state, Held event) {
        return state.reference != null || state.panes.isClosed(event.index() - settings.gap());
    }

    private void score(NoveltyState state, NoveltyPane pane, List<Held> events, Consumer<MonitorOutput> out) {
        Reference reference = state.reference;
        List<Held> covered = new ArrayList<>();
        List<Held> early = new ArrayList<>();
        for (Held event : events) {
            boolean isCovered = reference != null && event.index() - settings.gap() >= reference.pane;
            (isCovered ? covered : early).add(event);
        }
        scoring(state).tell(early, null, pane, out);
        scoring(state).tell(covered, reference, pane, out);
    }

    private Scoring scoring(NoveltyState state) {
        return new Scoring(config, space, state.stream);
    }

    /** A deletion counts from the pane its partition has reached, which is no earlier than the document's own. */
    private void delete(NoveltyState state, VectorInput input, Consumer<MonitorOutput> out) {
        if (input.live()) {
            state.panes.admit(input.partition(), input.timeMs());
            close(state, out);
        }
        String document = input.document();
        boolean shown = state.alert.shows(document)
                || state.panes.contents().stream().anyMatch(pane -> pane.mentions(document));
        if (shown) {
            state.panes.reached(input.partition()).ifPresent(index -> state.panes
                    .at(index, () -> fresh(state))
                    .deleted
                    .merge(document, input.offset(), Math::max));
        }
    }

    @Override
    public void clock(NoveltyState state, ClockInput input, Consumer<MonitorOutput> out) {
        state.panes.clock(input.partition(), input.clockMs(), input.partitions());
        close(state, out);
    }

    private void close(NoveltyState state, Consumer<MonitorOutput> out) {
        PaneTrack.@Nullable Closed<NoveltyPane> closed;
        while ((closed = state.panes.nextClosed()) != null) {
            release(state, closed.content(), out);
            NoveltyReport report = new NoveltyReport(config, alerts, space, state.stream);
            Reference reference = state.reference;
            if (reference == null) {
                gather(state, closed);
                out.accept(report.warming(closed.pane(), state.seen));
            } else {
                report.judge(state, reference, closed, out);
            }
        }
        if (state.held > 0) {
            state.panes.contents().forEach(pane -> release(state, pane, out));
        }
    }

    private void gather(NoveltyState state, PaneTrack.Closed<NoveltyPane> closed) {
        state.gathered.merge(closed.content().sample);
        state.seen += closed.content().n();
        if (state.seen >= gathered()) {
            state.reference =
                    Reference.pin(state.gathered, config.calibration(), config.neighbours(), closed.last());
        }
    }

    /** Scores what was held and is settled now. */
    private void release(NoveltyState state, NoveltyPane pane, Consumer<MonitorOutput> out) {
        List<Held> settled = new ArrayList<>();
        for (Iterator<Held> it = pane.held.iterator(); it.hasNext(); ) {
            Held event = it.next();
            if (settled(state, event)) {
                it.remove();
                state.held--;
                settled.add(event);
            }
        }
        score(state, pane, settled, out);
    }
}
