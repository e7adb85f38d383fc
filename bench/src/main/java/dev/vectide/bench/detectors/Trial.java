package dev.vectide.bench.detectors;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.Alert;
import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.MonitorOutput;
import dev.vectide.monitor.StreamMonitor;
import dev.vectide.monitor.VectorInput;
import dev.vectide.monitor.collapse.CollapseMonitor;
import dev.vectide.monitor.drift.DriftMonitor;
import dev.vectide.monitor.novelty.NoveltyMonitor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The three monitors of the job on one stream: they gather their references, see some calm, and are kept there, so that
 * every shift can begin from the same state. A pane is a minute with just as many events as a pane must have.
 */
final class Trial {
    private static final String STREAM = "bench";
    private static final int CALM = 4;

    private final VectideConfig config;
    private final List<Watch<?>> watches;
    private final int pane;
    private long now;
    private long offset;

    private Trial(VectideConfig config, List<Watch<?>> watches, long now, long offset) {
        this.config = config;
        this.watches = watches;
        this.pane = config.monitor().minPane();
        this.now = now;
        this.offset = offset;
    }

    /** Alerts by monitor, the first pane being 1; a monitor that said nothing is not in it. */
    record Outcome(Map<String, Integer> panes) {
        int first() {
            return panes.values().stream().mapToInt(pane -> pane).min().orElse(Integer.MAX_VALUE);
        }
    }

    /** @param runLength promised mean number of panes between false alarms */
    static Trial warm(Bed bed, double runLength, long seed) {
        VectideConfig config = ConfigReader.read(null, Map.of("VECTIDE_MONITOR_RUN_LENGTH", String.valueOf(runLength)));
        List<Watch<?>> watches = List.of(
                new Watch<>(new CollapseMonitor(config.monitor(), config.alerts(), "bench")),
                new Watch<>(new NoveltyMonitor(config.monitor(), config.alerts(), "bench")),
                new Watch<>(new DriftMonitor(config.monitor(), config.alerts(), "bench")));
        Trial trial = new Trial(config, watches, 0, 0);
        Shift.Source calm = new Shift.Source(Shift.NULL, bed, seed);
        int gathered = config.monitor().reference() + config.monitor().calibration();
        for (int i = 0; i < gathered / trial.pane + 2 + CALM; i++) {
            trial.pane(calm);
        }
        return trial;
    }

    /** Monitors that raised an alarm while all was calm, which is a false one. */
    List<String> alarmed() {
        return watches.stream().filter(watch -> watch.firing).map(watch -> watch.monitor.name()).toList();
    }

    /** Goes on from here with a shift, on a copy, until a monitor has something to say or so many panes are over. */
    Outcome follow(Shift.Source source, int most) {
        Trial copy = new Trial(config, watches.stream().<Watch<?>>map(Watch::copy).toList(), now, offset);
        Map<String, Integer> found = new LinkedHashMap<>();
        for (int number = 1; number <= most && found.isEmpty(); number++) {
            copy.pane(source);
            for (Watch<?> watch : copy.watches) {
                if (watch.firing) {
                    found.put(watch.monitor.name(), number);
                }
            }
        }
        return new Outcome(found);
    }

    /** The p-values of events, as scores told them since this was made. */
    List<Double> pValues() {
        return watches.stream().flatMap(watch -> watch.pValues.stream()).toList();
    }

    private void pane(Shift.Source source) {
        long length = config.monitor().pane().toMillis();
        for (int i = 0; i < pane; i++) {
            Shift.Event event = source.next();
            VectorInput input = new VectorInput(
                    STREAM, event.document(), 0, offset++, now + i * length / pane, event.vector(), null, true);
            watches.forEach(watch -> watch.observe(input));
        }
        now += length;
        ClockInput clock = new ClockInput(STREAM, 0, now + config.monitor().lateness().toMillis(), 1);
        watches.forEach(watch -> watch.clock(clock));
    }

    private static final class Watch<S> {
        private final StreamMonitor<S> monitor;
        private S state;
        private final List<Double> pValues = new ArrayList<>();
        private boolean firing;

        Watch(StreamMonitor<S> monitor) {
            this(monitor, monitor.initial(STREAM));
        }

        private Watch(StreamMonitor<S> monitor, S state) {
            this.monitor = monitor;
            this.state = state;
        }

        void observe(VectorInput input) {
            monitor.observe(state, input, this::take);
        }

        void clock(ClockInput input) {
            monitor.clock(state, input, this::take);
        }

        private void take(MonitorOutput output) {
            if (output instanceof MonitorOutput.Alerted told) {
                firing |= told.alert().state() == Alert.State.FIRING;
            } else if (output instanceof MonitorOutput.Scored scored && scored.score().pValue() != null) {
                pValues.add(scored.score().pValue());
            }
        }

        Watch<S> copy() {
            try {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                monitor.codec().write(state, new DataOutputStream(bytes));
                return new Watch<>(
                        monitor,
                        monitor.codec().read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
            } catch (IOException e) {
                throw new IllegalStateException("a state in memory", e);
            }
        }
    }
}
