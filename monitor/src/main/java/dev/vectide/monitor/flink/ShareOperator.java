package dev.vectide.monitor.flink;

import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.Share;
import dev.vectide.monitor.SharedMonitor;
import dev.vectide.monitor.VectorInput;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.apache.flink.runtime.operators.coordination.OperatorEventHandler;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.CoordinatedOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
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

    /** Makes one where it is to run. */
    static final class Factory extends AbstractStreamOperatorFactory<Arrival>
            implements OneInputStreamOperatorFactory<Arrival, Arrival>, CoordinatedOperatorFactory<Arrival> {
        private static final long serialVersionUID = 1;

        private final MonitorFactory<?> monitors;

        /** @param monitors of {@link SharedMonitor}s */
        Factory(MonitorFactory<?> monitors) {
            this.monitors = monitors;
        }

        @Override
        public OperatorCoordinator.Provider getCoordinatorProvider(String name, OperatorID operator) {
            return new NewsRelay.Provider(operator, NewsRelay.End.SHARES);
        }

        @Override
        @SuppressWarnings("unchecked") // The type is Flink's to choose, of the one class that there is.
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
    /** By stream, news of which the end is still to come. */
    private final transient Map<String, ByteArrayOutputStream> parts = new HashMap<>();

    private final transient LongCounter found = new LongCounter();

    private ShareOperator(StreamOperatorParameters<Arrival> parameters, SharedMonitor<?> monitor) {
        super(parameters);
        this.monitor = monitor;
    }

    @Override
    public void open() throws Exception {
        super.open();
        getRuntimeContext().addAccumulator(FOUND, found);
    }

    private final class Sender implements Share.Onward {
        @Override
        public void vector(VectorInput input, byte @Nullable [] early) {
            if (early != null) {
                found.add(1);
            }
            output.collect(new StreamRecord<>(new Arrival(input.stream(), input, null, early), input.timeMs()));
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
    public void processElement(StreamRecord<Arrival> element) {
        Arrival arrival = element.getValue();
        Share share = of(arrival.stream());
        VectorInput vector = arrival.vector();
        ClockInput clock = arrival.clock();
        if (vector != null) {
            share.observe(vector, sender);
        } else if (clock != null) {
            share.clock(clock, sender);
        }
    }

    @Override
    public void handleOperatorEvent(OperatorEvent event) {
        NewsEvent news = (NewsEvent) event;
        if (news.first()) {
            parts.put(news.stream(), new ByteArrayOutputStream());
        }
        ByteArrayOutputStream whole = parts.get(news.stream());
        if (whole == null) {
            return; // The beginning was told before this task was there.
        }
        whole.writeBytes(news.part());
        if (news.last()) {
            parts.remove(news.stream());
            of(news.stream()).learn(whole.toByteArray(), sender);
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
