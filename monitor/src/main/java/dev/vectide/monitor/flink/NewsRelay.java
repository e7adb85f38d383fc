package dev.vectide.monitor.flink;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.CoordinatorStore;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.jspecify.annotations.Nullable;

/**
 * Takes news from the owners of streams to the tasks that share in the work, against the direction of the records, by way
 * of the job's master. It keeps nothing, so what is told before a task is ready is lost to it: whenever one is, the owners
 * are asked to tell all again.
 *
 * <p>There is one at either end, used by the job master's main thread alone.
 */
final class NewsRelay implements OperatorCoordinator {
    /** Which of the two operators it belongs to. */
    enum End {
        OWNERS,
        SHARES
    }

    /** Makes one where the job's master is. */
    record Provider(OperatorID operator, End end) implements OperatorCoordinator.Provider {
        private static final long serialVersionUID = 1;

        @Override
        public OperatorID getOperatorId() {
            return operator;
        }

        @Override
        public OperatorCoordinator create(Context context) {
            return new NewsRelay(end, context.getCoordinatorStore());
        }
    }

    private final End end;
    private final CoordinatorStore store;
    private final Map<Integer, SubtaskGateway> tasks = new TreeMap<>();

    private NewsRelay(End end, CoordinatorStore store) {
        this.end = end;
        this.store = store;
    }

    @Override
    public void start() {
        store.compute(end, (key, before) -> this);
    }

    @Override
    public void close() {}

    @Override
    public void handleEventFromOperator(int task, int attempt, OperatorEvent event) {
        send(End.SHARES, event);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Flink has a running task fail that an event does not reach.
    private void send(End to, OperatorEvent event) {
        if (store.get(to) instanceof NewsRelay relay) {
            for (SubtaskGateway task : relay.tasks.values()) {
                task.sendEvent(event);
            }
        }
    }

    @Override
    public void executionAttemptReady(int task, int attempt, SubtaskGateway gateway) {
        tasks.put(task, gateway);
        if (end == End.SHARES) {
            send(End.OWNERS, NewsEvent.TELL_AGAIN);
        }
    }

    @Override
    public void executionAttemptFailed(int task, int attempt, @Nullable Throwable reason) {
        tasks.remove(task);
    }

    @Override
    public void subtaskReset(int task, long checkpoint) {
        tasks.remove(task);
    }

    @Override
    public void resetToCheckpoint(long checkpoint, byte @Nullable [] data) {
        tasks.clear();
    }

    @Override
    public void checkpointCoordinator(long checkpoint, CompletableFuture<byte[]> result) {
        result.complete(new byte[0]);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {}
}
