package dev.vectide.monitor.flink;

import dev.vectide.monitor.SharedMonitor;
import java.util.function.BiConsumer;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEventDispatcher;
import org.apache.flink.runtime.operators.coordination.OperatorEventGateway;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.CoordinatedOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/**
 * Makes, where it is to run, the {@link MonitorOperator} of a {@link SharedMonitor}, which tells the tasks that share in the
 * work what they need to know.
 */
final class OwnerFactory<S> extends AbstractStreamOperatorFactory<Outgoing>
        implements OneInputStreamOperatorFactory<Arrival, Outgoing>, CoordinatedOperatorFactory<Outgoing> {
    private static final long serialVersionUID = 1;

    private final MonitorFactory<S> monitors;
    private final Outlets outlets;
    private final boolean alone;

    /**
     * @param monitors of {@link SharedMonitor}s
     * @param alone whether there is but one task, which needs no help
     */
    OwnerFactory(MonitorFactory<S> monitors, Outlets outlets, boolean alone) {
        this.monitors = monitors;
        this.outlets = outlets;
        this.alone = alone;
    }

    @Override
    public OperatorCoordinator.Provider getCoordinatorProvider(String name, OperatorID operator) {
        return new NewsRelay.Provider(operator, NewsRelay.End.OWNERS);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // As Flink has it; there is one class.
    public <T extends StreamOperator<Outgoing>> T createStreamOperator(StreamOperatorParameters<Outgoing> parameters) {
        OperatorID id = parameters.getStreamConfig().getOperatorID();
        OperatorEventDispatcher events = parameters.getOperatorEventDispatcher();
        OperatorEventGateway gateway = events.getOperatorEventGateway(id);
        SharedMonitor.Announcer<S> announcer = ((SharedMonitor<S>) monitors.create()).announcer();
        BiConsumer<String, S> announce = (stream, state) -> announcer.announce(
                stream, state, whole -> NewsEvent.of(stream, whole).forEach(gateway::sendEventToCoordinator));
        events.registerEventHandler(id, aTaskHasStarted -> announcer.startAnew());
        return (T) new MonitorOperator<>(parameters, monitors, outlets, alone ? null : announce);
    }

    @Override
    @SuppressWarnings("rawtypes") // As Flink has it.
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
        return MonitorOperator.class;
    }
}
