package dev.vectide.monitor.flink;

import dev.vectide.monitor.MonitorOutput;
import dev.vectide.monitor.silence.SilenceTrack;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Watches every stream for silence, by the clock of the task. One timer a stream is set at a time, for when its silence would
 * be due; where something came meanwhile, it is set anew.
 *
 * <p>An instance belongs to one task.
 */
final class SilenceFunction extends KeyedProcessFunction<String, String, Outgoing> {
    private static final long serialVersionUID = 1;
    /** What comes sooner after the last changes nothing that matters, and is not noted. */
    static final long GRAIN_MS = 200;

    private static final long NO_TIMER = 0;

    private final String space;
    private final Duration least;
    private final OutgoingRecords records;
    private transient ValueState<long[]> states;
    private transient long watchedMs;

    /** @param least zero to watch nothing */
    @SuppressWarnings("NullAway.Init") // The rest is made where the function runs, by open.
    SilenceFunction(String space, Duration least, OutgoingRecords records) {
        this.space = space;
        this.least = least;
        this.records = records;
    }

    @Override
    public void open(OpenContext context) {
        states = getRuntimeContext()
                .getState(new ValueStateDescriptor<>(
                        "silence", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO));
        watchedMs = System.currentTimeMillis();
    }

    /** The state as numbers: last, longest, opened, and when the timer is set for. */
    private record Watched(SilenceTrack track, long timerMs) {
        static final Watched NEW = new Watched(SilenceTrack.NEW, NO_TIMER);

        static Watched of(long[] numbers) {
            return new Watched(new SilenceTrack(numbers[0], numbers[1], numbers[2]), numbers[3]);
        }

        long[] numbers() {
            return new long[] {track.lastMs(), track.longestMs(), track.openedMs(), timerMs};
        }
    }

    private Watched watched() throws IOException {
        long[] numbers = states.value();
        return numbers == null ? Watched.NEW : Watched.of(numbers);
    }

    @Override
    public void processElement(String stream, Context context, Collector<Outgoing> out) throws IOException {
        if (least.isZero()) {
            return;
        }
        long now = context.timerService().currentProcessingTime();
        Watched watched = watched();
        boolean isNothingNew = watched.timerMs() != NO_TIMER && now - watched.track().lastMs() < GRAIN_MS;
        if (isNothingNew) {
            return;
        }
        SilenceTrack.Step step = watched.track().arrived(subject(context.getCurrentKey()), now, watchedMs);
        tell(step, out);
        long timer = watched.timerMs();
        if (timer == NO_TIMER) {
            timer = step.next().dueMs(least, watchedMs);
            context.timerService().registerProcessingTimeTimer(timer);
        }
        states.update(new Watched(step.next(), timer).numbers());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Outgoing> out) throws IOException {
        Watched watched = watched();
        if (least.isZero()) {
            // Nothing is watched any more since the timer was set.
            states.update(new Watched(watched.track(), NO_TIMER).numbers());
            return;
        }
        long now = context.timerService().currentProcessingTime();
        SilenceTrack.Step step = watched.track().look(subject(context.getCurrentKey()), least, now, watchedMs);
        tell(step, out);
        long timer = NO_TIMER;
        if (step.alert().isEmpty()) {
            timer = Math.max(now + 1, step.next().dueMs(least, watchedMs));
            context.timerService().registerProcessingTimeTimer(timer);
        }
        states.update(new Watched(step.next(), timer).numbers());
    }

    private void tell(SilenceTrack.Step step, Collector<Outgoing> out) {
        step.alert().ifPresent(alert -> out.collect(records.of(new MonitorOutput.Alerted(alert))));
    }

    private SilenceTrack.Subject subject(String stream) {
        return new SilenceTrack.Subject(stream, space);
    }
}
