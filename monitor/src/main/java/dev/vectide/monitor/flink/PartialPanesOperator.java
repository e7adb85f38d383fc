package dev.vectide.monitor.flink;

import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.PaneMonitor;
import dev.vectide.monitor.VectorInput;
import dev.vectide.monitor.pane.PartialPanes;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gathers panes where the vectors are read, so that of a stream only sums and samples travel to the one task that judges it.
 *
 * <p>Parts go out when a pane ends in the partitions read here, and before every checkpoint's barrier. So a checkpoint holds
 * nothing of a pane on this side, and only the clocks that place events: every task writes those it knows, every
 * task reads those of all, and the furthest counts. Which partition another parallelism deals to whom then does not matter.
 *
 * <p>An instance belongs to one task.
 */
final class PartialPanesOperator extends AbstractStreamOperator<Part> implements OneInputStreamOperator<Arrival, Part> {
    private static final long serialVersionUID = 1;

    private final MonitorFactory<?> factory;
    private transient PaneMonitor<?> monitor;
    private transient Map<String, PartialPanes<?>> streams;
    private transient ListState<byte[]> clocks;

    /** @param factory of a {@link PaneMonitor} */
    @SuppressWarnings("NullAway.Init") // The rest is made where the operator runs, by initializeState.
    PartialPanesOperator(MonitorFactory<?> factory) {
        this.factory = factory;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        monitor = (PaneMonitor<?>) factory.create();
        streams = new HashMap<>();
        clocks = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>(
                        "clocks", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        for (byte[] written : clocks.get()) {
            ClockBytes.read(written).forEach(clock -> of(clock.stream()).restore(clock));
        }
    }

    private PartialPanes<?> of(String stream) {
        return streams.computeIfAbsent(stream, monitor::partial);
    }

    @Override
    public void processElement(StreamRecord<Arrival> element) throws IOException {
        Arrival arrival = element.getValue();
        if (arrival.trace() != null) {
            output.collect(new StreamRecord<>(new Part(arrival.stream(), new byte[0], arrival.trace())));
            return;
        }
        PartialPanes<?> panes = of(arrival.stream());
        VectorInput vector = arrival.vector();
        ClockInput clock = arrival.clock();
        if (vector != null) {
            panes.observe(vector);
        } else if (clock != null) {
            panes.clock(clock);
        }
        if (panes.isDue()) {
            handOn(arrival.stream(), panes);
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
        super.prepareSnapshotPreBarrier(checkpoint);
        handOnAll();
    }

    @Override
    public void finish() throws Exception {
        handOnAll();
        super.finish();
    }

    private void handOnAll() throws IOException {
        for (Map.Entry<String, PartialPanes<?>> stream : streams.entrySet()) {
            if (stream.getValue().holdsNews()) {
                handOn(stream.getKey(), stream.getValue());
            }
        }
    }

    private void handOn(String stream, PartialPanes<?> panes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        panes.write(new DataOutputStream(bytes));
        output.collect(new StreamRecord<>(new Part(stream, bytes.toByteArray(), null)));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        clocks.clear();
        clocks.add(ClockBytes.write(
                streams.values().stream().flatMap(panes -> panes.clocks().stream()).toList()));
    }
}
