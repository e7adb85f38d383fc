package dev.vectide.monitor.flink;

import dev.vectide.monitor.SharedMonitor;
import java.util.function.Consumer;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.apache.flink.runtime.operators.coordination.OperatorEventGateway;
import org.apache.flink.runtime.operators.coordination.OperatorEventHandler;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.CoordinatedOperatorFactory;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/**
 * A {@link MonitorFunction} of a {@link SharedMonitor}, which tells the tasks that share in the work what they need to know.
 *
 * <p>An instance belongs to one task.
 */
final class OwnerOperator<S> extends KeyedProcessOperator<String, Arrival, Outgoing> implements OperatorEventHandler {
    private static final long serialVersionUID = 1;

    /** Makes one where it is to run. */
    static final class Factory<S> extends AbstractStreamOperatorFactory<Outgoing>
            implements OneInputStreamOperatorFactory<Arrival, Outgoing>, CoordinatedOperatorFactory<Outgoing> {
        private static final long serialVersionUID = 1;

        private final MonitorFactory<S> monitors;
        private final Outlets outlets;
        private final boolean alone;

        /**
         * @param monitors of {@link SharedMonitor}s
         * @param alone whether there is but one task, which needs no help
         */
        Factory(MonitorFactory<S> monitors, Outlets outlets, boolean alone) {
            this.monitors = monitors;
            this.outlets = outlets;
            this.alone = alone;
        }

        @Override
        public OperatorCoordinator.Provider getCoordinatorProvider(String name, OperatorID operator) {
            return new NewsRelay.Provider(operator, NewsRelay.End.OWNERS);
        }

        @Override
        @SuppressWarnings("unchecked") // The type is Flink's to choose, of the one class that there is.
        public <T extends StreamOperator<Outgoing>> T createStreamOperator(StreamOperatorParameters<Outgoing> parameters) {
            OperatorID id = parameters.getStreamConfig().getOperatorID();
            OperatorEventGateway gateway = parameters.getOperatorEventDispatcher().getOperatorEventGateway(id);
            SharedMonitor.Announcer<S> announcer = ((SharedMonitor<S>) monitors.create()).announcer();
            MonitorFunction<S> function = new MonitorFunction<>(monitors, outlets);
            if (!alone) {
                function.announce((stream, state) -> announcer.announce(stream, state, news(stream, gateway)));
            }
            OwnerOperator<S> operator = new OwnerOperator<>(parameters, function, announcer);
            parameters.getOperatorEventDispatcher().registerEventHandler(id, operator);
            return (T) operator;
        }

        @Override
        @SuppressWarnings("rawtypes") // As Flink has it.
        public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
            return OwnerOperator.class;
        }
    }

    private final transient SharedMonitor.Announcer<S> announcer;

    private OwnerOperator(
            StreamOperatorParameters<Outgoing> parameters,
            MonitorFunction<S> function,
            SharedMonitor.Announcer<S> announcer) {
        super(function);
        this.announcer = announcer;
        setProcessingTimeService(parameters.getProcessingTimeService());
        setup(parameters.getContainingTask(), parameters.getStreamConfig(), parameters.getOutput());
    }

    /** Sends in parts. */
    private static Consumer<byte[]> news(String stream, OperatorEventGateway gateway) {
        return whole -> NewsEvent.of(stream, whole).forEach(gateway::sendEventToCoordinator);
    }

    /** A task has started that knows nothing yet. */
    @Override
    public void handleOperatorEvent(OperatorEvent event) {
        announcer.startAnew();
    }
}
