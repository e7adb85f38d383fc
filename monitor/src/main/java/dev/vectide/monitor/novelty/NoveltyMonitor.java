package dev.vectide.monitor.novelty;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.Pane;
import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.MonitorOutput;
import dev.vectide.monitor.StateCodec;
import dev.vectide.monitor.Share;
import dev.vectide.monitor.SharedMonitor;
import dev.vectide.monitor.VectorInput;
import dev.vectide.monitor.alert.Subject;
import dev.vectide.monitor.nearest.PanelKernel;
import dev.vectide.monitor.pane.PaneSettings;
import dev.vectide.monitor.pane.PaneTrack;
import dev.vectide.monitor.reference.ReferencePlan;
import dev.vectide.monitor.reference.ReferenceTrack;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.Units;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Scores every version of every document by its distance to the stream's reference, and watches the rate of anomalies.
 *
 * <p>Which reference scores a document depends on its own pane alone, never on what happened to arrive first: the newest
 * that was made at the end of a pane up to t scores pane t + g (g is 2, or more where the lateness bound is longer than a
 * pane). Panes that none covers are {@code warming}, and a reference is gathered from them. Later ones are made as
 * {@link Normal} says: of what was deleted they hold nothing. A late document is scored as if it were of the pane
 * that its partition has reached.
 *
 * <p>Scores are told in batches: when {@value #BATCH} wait or a clock comes, which after an event that is ahead of it always
 * does. Where the pane g before the document's is still open, as one partition is far ahead of another, the
 * document is held until it is closed, at most {@value #MOST_HELD} of a stream. Beyond that the newest are scored at once
 * against the newest reference up to that pane, the one case in which a score may depend on how partitions interleave. A
 * replayed document is scored against the newest reference there is.
 *
 * <p>An order has a reference gathered anew where what is told as anomalies is what the stream holds from now on: at the end
 * of the first pane that starts no earlier than the order says, the reference is dropped, and one is gathered from the panes
 * that it no longer covers, g panes later. With the first of these an alert that is open is over.
 *
 * <p>A version of a document is no neighbour of another version of it. A deleted document leaves reference, calibration
 * and evidence at the end of the pane that its partition has reached.
 *
 * <p>Stateless itself, so safe to share between threads; a state belongs to one caller.
 */
public final class NoveltyMonitor implements SharedMonitor<NoveltyState> {
    static final int MOST_HELD = 20_000;
    static final int BATCH = 64;

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
        return NoveltyState.of(stream, config);
    }

    private int gathered() {
        return config.reference() + config.calibration();
    }

    @Override
    public StateCodec<NoveltyState> codec() {
        return new NoveltyCodec(config);
    }

    @Override
    public void follow(NoveltyState state, ReferencePlan plan) {
        state.references.follow(plan);
    }

    @Override
    public Share share(String stream) {
        return new EarlyScores(stream, config);
    }

    @Override
    public Announcer<NoveltyState> announcer() {
        return new ReferenceNews();
    }

    @Override
    public void observe(NoveltyState state, VectorInput input, Consumer<MonitorOutput> out) {
        observe(state, input, null, out);
    }

    @Override
    public void observe(
            NoveltyState state, VectorInput input, byte @Nullable [] early, Consumer<MonitorOutput> out) {
        float[] vector = input.vector();
        if (vector == null) {
            delete(state, input, out);
        } else if (input.live()) {
            live(state, input, Units.normalised(vector), early, out);
        } else {
            Held event = event(input, Units.normalised(vector), settings.index(input.timeMs()), false, early);
            scoring(state).tell(List.of(event), state.versions.newest(), null, out);
        }
    }

    private void live(
            NoveltyState state,
            VectorInput input,
            float @Nullable [] unit,
            byte @Nullable [] early,
            Consumer<MonitorOutput> out) {
        PaneTrack.Placement place = state.panes.admit(input.partition(), input.timeMs());
        close(state, out);
        if (place.late()) {
            state.panes.countLate(place.index(), () -> new NoveltyPane(config));
        }
        NoveltyPane pane = state.panes.at(place.index(), () -> new NoveltyPane(config));
        Held event = event(input, unit, place.index(), !place.late(), early);
        if (unit != null && !place.late()) {
            pane.count();
        }
        boolean settled = isSettled(state, event);
        if (!settled && state.held >= MOST_HELD) {
            score(state, pane, List.of(event), out);
            return;
        }
        pane.held.add(event);
        state.held++;
        if (settled) {
            state.ready++;
            if (state.ready >= BATCH || input.timeMs() <= state.told.getOrDefault(input.partition(), Long.MIN_VALUE)) {
                flush(state, out);
            }
        }
    }

    private static Held event(
            VectorInput input, float @Nullable [] unit, long index, boolean counted, byte @Nullable [] early) {
        return new Held(
                index,
                counted,
                input.document(),
                input.partition(),
                input.offset(),
                input.timeMs(),
                unit,
                Sample.shorten(input.text()),
                early == null ? null : Early.of(early));
    }

    /** Whether it is known for good which reference, if any, scores the event. */
    private boolean isSettled(NoveltyState state, Held event) {
        return state.panes.isClosed(event.index() - settings.gap());
    }

    /** A deletion counts from the pane its partition has reached, which is no earlier than the document's own. */
    private void delete(NoveltyState state, VectorInput input, Consumer<MonitorOutput> out) {
        if (input.live()) {
            state.panes.admit(input.partition(), input.timeMs());
            close(state, out);
        }
        String document = input.document();
        if (state.mentions(document)) {
            state.panes
                    .reached(input.partition())
                    .ifPresent(index -> state.deletions.add(document, input.offset(), index));
        }
    }

    @Override
    public void clock(NoveltyState state, ClockInput input, Consumer<MonitorOutput> out) {
        state.told.merge(input.partition(), input.clockMs(), Math::max);
        state.panes.clock(input.partition(), input.clockMs(), input.partitions());
        close(state, out);
        flush(state, out);
    }

    private void close(NoveltyState state, Consumer<MonitorOutput> out) {
        PaneTrack.@Nullable Closed<NoveltyPane> closed;
        boolean any = false;
        while ((closed = state.panes.nextClosed()) != null) {
            release(state, closed.content(), out);
            long first = settings.index(closed.pane().start().toEpochMilli());
            Map<String, Long> deleted = state.deletions.at(closed.last(), first - settings.gap());
            forget(state, deleted);
            say(state, closed, deleted, out);
            state.busy = closed.pane().n();
            learn(state, closed, deleted);
            any = true;
        }
        if (any) {
            flush(state, out);
            state.versions.dropBefore(state.panes.openFrom() - settings.gap());
        }
    }

    private static void forget(NoveltyState state, Map<String, Long> deleted) {
        state.alert.forget(deleted.keySet());
        state.gathered.removeIf(Normal.isDeleted(deleted));
        state.normal.forget(deleted);
    }

    private void say(
            NoveltyState state,
            PaneTrack.Closed<NoveltyPane> closed,
            Map<String, Long> deleted,
            Consumer<MonitorOutput> out) {
        NoveltyReport report = new NoveltyReport(config, alerts, space, state.stream);
        Reference reference = state.versions.at(closed.last() - settings.gap());
        if (reference != null && closed.content().scored() > 0) {
            report.judge(state, reference, closed, deleted, out);
            return;
        }
        endAsOrdered(state, closed.pane(), out);
        if (state.isGathering()) {
            gather(state, closed.content(), deleted);
            state.references.gathered(closed.pane());
            out.accept(report.gathering(closed.pane(), state.gathered.size()));
        } else {
            out.accept(report.uncovered(closed.pane()));
        }
    }

    /** What an order calls normal is no incident any more; until here the old reference went on judging. */
    private void endAsOrdered(NoveltyState state, Pane pane, Consumer<MonitorOutput> out) {
        if (!state.over.isEmpty()) {
            state.alert
                    .end(new Subject(state.stream, space, name()), pane, state.over)
                    .ifPresent(alert -> out.accept(new MonitorOutput.Alerted(alert)));
            state.over = "";
            state.evidence = 0;
            state.excess = RateWindow.EMPTY;
        }
    }

    private static void gather(NoveltyState state, NoveltyPane content, Map<String, Long> deleted) {
        content.sample.removeIf(Normal.isDeleted(deleted));
        state.gathered.merge(content.sample);
    }

    /** Makes the next reference, where one is due. */
    private void learn(NoveltyState state, PaneTrack.Closed<NoveltyPane> closed, Map<String, Long> deleted) {
        Normal normal = state.normal;
        NoveltyPane content = closed.content();
        Reference newest = state.versions.newest();
        Optional<ReferenceTrack.Due> due = state.references.due(closed.pane());
        if (due.isPresent()) {
            state.over = due.get().words();
            startAnew(state, closed.last());
        } else if (newest == null) {
            if (state.gathered.size() >= gathered() && state.references.lasted(Duration.ZERO)) {
                normal.begin(state.gathered);
                state.gathered.removeIf(any -> true);
                state.versions.add(closed.last(), normal.reference());
            }
        } else {
            boolean suspected = state.evidence >= Math.sqrt(config.runLength());
            Normal.Batch batch = content.batch().without(Normal.isDeleted(deleted));
            normal.take(batch, content.scored(), state.alert.isOpen(), suspected);
            if (normal.isWornOut()) {
                List<Sample.Item> left = normal.all();
                startAnew(state, closed.last());
                left.stream().map(Scoring::gathered).forEach(state.gathered::add);
            } else if (normal.isDue(newest)) {
                state.versions.add(closed.last(), normal.reference());
            }
        }
    }

    private static void startAnew(NoveltyState state, long last) {
        state.versions.add(last, null);
        state.normal.clear();
        state.gathered.removeIf(any -> true);
        state.evidence = 0;
        state.excess = RateWindow.EMPTY;
    }

    /** Scores what is settled. */
    private void flush(NoveltyState state, Consumer<MonitorOutput> out) {
        if (state.held > 0) {
            for (NoveltyPane pane : state.panes.contents()) {
                // What a pane holds is all settled or none of it: it is of this pane, or of several that are over.
                if (!pane.held.isEmpty() && isSettled(state, pane.held.get(0))) {
                    release(state, pane, out);
                }
            }
        }
        state.ready = 0;
    }

    private void release(NoveltyState state, NoveltyPane pane, Consumer<MonitorOutput> out) {
        List<Held> events = List.copyOf(pane.held);
        pane.held.clear();
        state.held -= events.size();
        score(state, pane, events, out);
    }

    /** Together what the same reference scores. */
    private void score(NoveltyState state, NoveltyPane pane, List<Held> events, Consumer<MonitorOutput> out) {
        int from = 0;
        while (from < events.size()) {
            Reference reference = covering(state, events.get(from));
            int to = from + 1;
            while (to < events.size() && covering(state, events.get(to)) == reference) {
                to++;
            }
            scoring(state).tell(events.subList(from, to), reference, pane, out);
            from = to;
        }
    }

    private @Nullable Reference covering(NoveltyState state, Held event) {
        return state.versions.at(event.index() - settings.gap());
    }

    private Scoring scoring(NoveltyState state) {
        return new Scoring(config, space, state.stream);
    }
}
