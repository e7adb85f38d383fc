package dev.vectide.monitor.flink;

import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.Share;
import dev.vectide.monitor.SharedMonitor;
import dev.vectide.monitor.VectorInput;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.apache.flink.runtime.operators.coordination.OperatorEventHandler;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.CoordinatedOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.jspecify.annotations.Nullable;

/**
 * Does this task's share of the work on the vectors that it reads. It holds nothing over a checkpoint, and has no state.
 *
 * <p>An instance belongs to one task.
 */
final class ShareOperator extends AbstractStreamOperator<Arrival>
        implements OneInputStreamOperator<Arrival, Arrival>, OperatorEventHandler {
    private static final long serialVersionUID = 1;

    /** Name of the count of vectors that something was found of. */
    static final String FOUND = "found";

    private static final long PATIENCE_MS = 200;

    /** Makes one where it is to run. */
    static final class Factory extends AbstractStreamOperatorFactory<Arrival>
            implements OneInputStreamOperatorFactory<Arrival, Arrival>, CoordinatedOperatorFactory<Arrival> {
        private static final long serialVersionUID = 1;

        private final MonitorFactory<?> monitors;

        /** @param monitors of {@link SharedMonitor}s */
        Factory(MonitorFactory<?> monitors) {
            this.monitors = monitors;
            setChainingStrategy(ChainingStrategy.HEAD); // A source must not be made to wait amid a record.
        }

        @Override
        public OperatorCoordinator.Provider getCoordinatorProvider(String name, OperatorID operator) {
            return new NewsRelay.Provider(operator, NewsRelay.End.SHARES);
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // As Flink has it; there is one class.
        public <T extends StreamOperator<Arrival>> T createStreamOperator(StreamOperatorParameters<Arrival> parameters) {
            SharedMonitor<?> monitor = (SharedMonitor<?>) monitors.create();
            ShareOperator operator = new ShareOperator(parameters, monitor);
            parameters
                    .getOperatorEventDispatcher()
                    .registerEventHandler(parameters.getStreamConfig().getOperatorID(), operator);
            return (T) operator;
        }

        @Override
        @SuppressWarnings("rawtypes") // As Flink has it.
        public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
            return ShareOperator.class;
        }
    }

    private final transient SharedMonitor<?> monitor;
    private final transient Map<String, Share> streams = new HashMap<>();
    private final transient NewsEvent.Parts parts = new NewsEvent.Parts();

    /** Of this task; Flink shows it by task, and the meter the sum of all. */
    private final transient LongCounter found = new LongCounter();

    /** Of all that the task does, as news are no operator's own. */
    private final transient MailboxExecutor mailbox;

    private transient Counter shared = new SimpleCounter();

    private ShareOperator(StreamOperatorParameters<Arrival> parameters, SharedMonitor<?> monitor) {
        super(parameters);
        this.monitor = monitor;
        this.mailbox = parameters
                .getContainingTask()
                .getMailboxExecutorFactory()
                .createExecutor(TaskMailbox.MIN_PRIORITY);
    }

    @Override
    public void open() throws Exception {
        super.open();
        getRuntimeContext().addAccumulator(FOUND, found);
        shared = getMetricGroup().counter(JobMetrics.SHARED);
    }

    private final class Sender implements Share.Onward {
        @Override
        public void vector(VectorInput input, byte @Nullable [] early) {
            if (early != null) {
                found.add(1);
                shared.inc();
            }
            output.collect(new StreamRecord<>(new Arrival(input.stream(), input, null, early, null), input.timeMs()));
        }

        @Override
        public void clock(ClockInput input) {
            output.collect(new StreamRecord<>(Arrival.of(input), input.clockMs()));
        }
    }

    private final transient Sender sender = new Sender();

    private Share of(String stream) {
        return streams.computeIfAbsent(stream, monitor::share);
    }

    @Override
    public void processElement(StreamRecord<Arrival> element) throws Exception {
        Arrival arrival = element.getValue();
        if (arrival.trace() != null) {
            output.collect(element);
            return;
        }
        Share share = of(arrival.stream());
        VectorInput vector = arrival.vector();
        ClockInput clock = arrival.clock();
        if (vector != null) {
            share.observe(vector, sender);
        } else if (clock != null) {
            share.clock(clock, sender);
        }
        if (share.isFull()) {
            await(share);
        }
    }

    /**
     * Reads no further until others have come as far, as their news are what is waited for; but not for long, as what they
     * need may come behind this in the same task, and as barriers wait meanwhile.
     */
    private void await(Share share) throws Exception {
        long until = getProcessingTimeService().getCurrentProcessingTime() + PATIENCE_MS;
        ScheduledFuture<?> alarm = getProcessingTimeService().registerTimer(until, any -> {});
        while (share.isFull() && getProcessingTimeService().getCurrentProcessingTime() < until) {
            mailbox.yield();
        }
        alarm.cancel(false);
        if (share.isFull()) {
            share.letGo(sender);
        }
    }

    @Override
    public void handleOperatorEvent(OperatorEvent event) {
        NewsEvent news = (NewsEvent) event;
        byte[] whole = parts.add(news);
        if (whole != null) {
            of(news.stream()).learn(whole, sender);
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
        super.prepareSnapshotPreBarrier(checkpoint);
        streams.values().forEach(share -> share.drain(sender));
    }

    @Override
    public void finish() throws Exception {
        streams.values().forEach(share -> share.drain(sender));
        super.finish();
    }
}
