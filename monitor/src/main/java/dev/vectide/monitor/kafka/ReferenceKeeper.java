package dev.vectide.monitor.kafka;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.ControlTopic;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.space.Space;
import dev.vectide.monitor.reference.ReferenceOrder;
import dev.vectide.monitor.reference.ReferencePlan;
import dev.vectide.monitor.reference.ReferenceTrack;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * References for the tasks of jobs: tells them what is recorded, and keeps what they pin. All tasks of one process that want
 * the same share one. What was recorded before it was opened is known from then on; later orders within moments.
 *
 * <p>Safe for concurrent use.
 */
public final class ReferenceKeeper implements AutoCloseable {
    private static final Map<Wanted, ReferenceKeeper> OPEN = new HashMap<>();

    /**
     * What a task needs to open one; travels with the job.
     *
     * @param kafka client properties
     * @param topic the control topic
     * @param space qualified name
     * @param folder of the artefacts
     */
    public record Wanted(HashMap<String, Object> kafka, String topic, String space, String folder)
            implements Serializable {
        private static final long serialVersionUID = 1;

        public static Wanted of(VectideConfig config, Space space) {
            return new Wanted(
                    new HashMap<>(KafkaSettings.of(config.kafka()).with(Map.of())),
                    config.topics().control(),
                    space.qualifiedName(),
                    config.monitor().artefacts());
        }
    }

    /** What was read together. */
    private record Known(long changes, List<ReferenceOrder> orders) {}

    private final Wanted wanted;
    private final ControlTopic control;
    private final ReferenceControl references;
    private int users;
    private volatile @Nullable Known known;

    private ReferenceKeeper(Wanted wanted) {
        this.wanted = wanted;
        this.control = ControlTopic.start(wanted.topic, KafkaSettings.of(wanted.kafka));
        this.references = new ReferenceControl(control, wanted.folder);
    }

    /** To be closed as often as it is opened. */
    public static ReferenceKeeper open(Wanted wanted) {
        synchronized (OPEN) {
            ReferenceKeeper keeper = OPEN.get(wanted);
            if (keeper == null) {
                keeper = new ReferenceKeeper(wanted);
                OPEN.put(wanted, keeper);
            }
            keeper.users++;
            return keeper;
        }
    }

    /** Grows whenever {@link #plan} may have changed. */
    public long changes() {
        return references.changes();
    }

    public ReferencePlan plan(String stream, String monitor) {
        long changes = references.changes();
        Known latest = known;
        if (latest == null || latest.changes != changes) {
            latest = new Known(changes, references.orders());
            known = latest;
        }
        return references.plan(latest.orders, stream, wanted.space, monitor);
    }

    public void keep(ReferenceTrack.Kept kept) {
        references.keep(kept);
    }

    @Override
    public void close() {
        synchronized (OPEN) {
            if (--users == 0) {
                OPEN.remove(wanted);
                control.close();
            }
        }
    }
}
