package dev.vectide.monitor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import dev.vectide.monitor.reference.ReferenceOrder;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceControlTest {
    private static final ReferenceOrder ORDER = new ReferenceOrder(
            "order-1", "tickets", "toy-00000000", null, Instant.EPOCH, null,
            new ReferenceOrder.Pin("0123456789ab", 1, Instant.EPOCH, Instant.EPOCH), "ann", Instant.EPOCH, "golden", null);

    private static ObjectNode entry() {
        return Json.MAPPER.valueToTree(ORDER);
    }

    @Test
    void anOrderIsReadAsItWasWritten() {
        assertThat(ReferenceControl.read("tickets/toy-00000000/order-1", entry())).isEqualTo(ORDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "stream", "space", "from", "at", "reason"})
    void anEntryWithoutWhatAnOrderNeedsIsPassedOver(String field) {
        ObjectNode missing = entry();
        missing.remove(field);
        ObjectNode empty = entry().putNull(field);

        assertThat(ReferenceControl.read("tickets/toy-00000000/order-1", missing)).isNull();
        assertThat(ReferenceControl.read("tickets/toy-00000000/order-1", empty)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"artefact", "from", "to"})
    void anEntryThatPinsNothingKnownIsPassedOver(String field) {
        ObjectNode entry = entry();
        ((ObjectNode) entry.get("pin")).remove(field);

        assertThat(ReferenceControl.read("tickets/toy-00000000/order-1", entry)).isNull();
    }
}
