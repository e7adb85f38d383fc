package dev.vectide.monitor.reference;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The orders on one stream's reference in one space that concern one monitor, and the artefacts they name. */
public final class ReferencePlan {
    /** Where nothing is recorded. */
    public static final ReferencePlan NONE = new ReferencePlan(List.of(), id -> {
        throw new BrokenArtefactException("no references are kept");
    });

    /** Finds artefacts by their ids. */
    @FunctionalInterface
    public interface Artefacts {
        Artefact load(String id) throws BrokenArtefactException;
    }

    private final List<ReferenceOrder> orders;
    private final Artefacts artefacts;

    private ReferencePlan(List<ReferenceOrder> orders, Artefacts artefacts) {
        this.orders = orders;
        this.artefacts = artefacts;
    }

    /** @param orders also those of others */
    public static ReferencePlan of(
            Collection<ReferenceOrder> orders, String stream, String space, String monitor, Artefacts artefacts) {
        List<ReferenceOrder> own = orders.stream()
                .filter(order -> order.concerns(stream, space, monitor))
                .sorted(Comparator.comparing(ReferenceOrder::rank))
                .toList();
        return new ReferencePlan(own, artefacts);
    }

    /** What holds for a pane and has not been carried out: orders that another has overtaken are passed over. */
    Optional<ReferenceOrder> due(ReferenceOrder.@Nullable Rank done, Instant paneStart) {
        for (int i = orders.size() - 1; i >= 0; i--) {
            ReferenceOrder order = orders.get(i);
            if (!order.from().isAfter(paneStart)) {
                return done == null || order.rank().compareTo(done) > 0 ? Optional.of(order) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    Artefact load(String id) throws BrokenArtefactException {
        return artefacts.load(id);
    }
}
