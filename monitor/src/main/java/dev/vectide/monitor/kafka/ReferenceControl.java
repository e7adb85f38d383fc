package dev.vectide.monitor.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.kafka.BrokerUnavailableException;
import dev.vectide.core.kafka.ControlTopic;
import dev.vectide.core.wire.Json;
import dev.vectide.monitor.reference.Artefact;
import dev.vectide.monitor.reference.BrokenArtefactException;
import dev.vectide.monitor.reference.ReferenceOrder;
import dev.vectide.monitor.reference.ReferencePlan;
import dev.vectide.monitor.reference.ReferenceTrack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the control topic says of references, {@code reference/<stream>/<space>/<order>}, and the artefacts it names. Orders
 * are never removed: they tell a replay when to do what, and people who did it.
 *
 * <p>Safe for concurrent use.
 */
public final class ReferenceControl {
    private static final Logger LOG = LoggerFactory.getLogger(ReferenceControl.class);
    private static final String KIND = "reference";

    private final ControlTopic control;
    private final @Nullable ReferenceFiles files;

    /** @param folder of the artefacts, {@code monitor.artefacts}; empty if none are kept */
    public ReferenceControl(ControlTopic control, String folder) {
        this.control = control;
        this.files = folder.isEmpty() ? null : new ReferenceFiles(Path.of(folder));
    }

    /** Whether artefacts can be kept and found. */
    public boolean keeps() {
        return files != null;
    }

    /** All of them, by stream, space and id. */
    public List<ReferenceOrder> orders() {
        List<ReferenceOrder> orders = new ArrayList<>();
        control.list(KIND).forEach((name, entry) -> {
            ReferenceOrder order = read(name, entry);
            if (order != null) {
                orders.add(order);
            }
        });
        return orders;
    }

    public ReferencePlan plan(List<ReferenceOrder> orders, String stream, String space, String monitor) {
        return ReferencePlan.of(orders, stream, space, monitor, this::load);
    }

    public Artefact load(String id) throws BrokenArtefactException {
        if (files == null) {
            throw new BrokenArtefactException("monitor.artefacts names no folder");
        }
        return files.load(id);
    }

    /**
     * Returns once it is written.
     *
     * @throws BrokerUnavailableException if it cannot be, here and below
     */
    public void put(ReferenceOrder order) {
        control.put(KIND, name(order), Json.MAPPER.valueToTree(order));
    }

    public void keep(Artefact artefact) {
        if (files == null) {
            throw new IllegalStateException("monitor.artefacts names no folder");
        }
        files.keep(artefact);
    }

    /** Keeps what a monitor has pinned, once; its record after the file it names. */
    public void keep(ReferenceTrack.Kept kept) {
        if (files != null && control.find(KIND, name(kept.order())).isEmpty()) {
            files.keep(kept.artefact());
            put(kept.order());
        }
    }

    long changes() {
        return control.changes();
    }

    private static String name(ReferenceOrder order) {
        return order.stream() + "/" + order.space() + "/" + order.id();
    }

    /** Null of an entry that is no order, which is said in the log. */
    static @Nullable ReferenceOrder read(String name, JsonNode entry) {
        try {
            return Json.MAPPER.convertValue(entry, ReferenceOrder.class);
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage()).replace('\n', ' ');
            LOG.error("{}/{} of the control topic is passed over: {}", KIND, name, why);
            return null;
        }
    }
}
