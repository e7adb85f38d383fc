package dev.vectide.monitor.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.kafka.BrokerUnavailableException;
import dev.vectide.core.kafka.ControlTopic;
import dev.vectide.core.wire.Json;
import dev.vectide.monitor.notify.Acknowledgement;
import dev.vectide.monitor.notify.Memory;
import dev.vectide.monitor.notify.NotifierInput;
import dev.vectide.monitor.notify.Settled;
import dev.vectide.monitor.notify.Silence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the control topic says of alerts: {@code silence/<id>}, {@code acknowledgement/<incident>}, and what the notifier has
 * told, {@code notified/<receiver>/<stream>}. A write returns once a reader here finds it.
 *
 * <p>Safe for concurrent use.
 */
public final class AlertControl {
    private static final Logger LOG = LoggerFactory.getLogger(AlertControl.class);
    private static final String SILENCE = "silence";
    private static final String ACKNOWLEDGEMENT = "acknowledgement";
    private static final String NOTIFIED = "notified";

    private final ControlTopic control;

    public AlertControl(ControlTopic control) {
        this.control = control;
    }

    public Settled settled() {
        return new Settled(all(SILENCE, Silence.class), all(ACKNOWLEDGEMENT, Acknowledgement.class));
    }

    /** @throws BrokerUnavailableException if it cannot be written, here and below */
    public void put(Silence silence) {
        control.put(SILENCE, silence.id(), json(silence));
    }

    public void put(Acknowledgement acknowledgement) {
        control.put(ACKNOWLEDGEMENT, acknowledgement.alert(), json(acknowledgement));
    }

    /** False if there is none. */
    public boolean removeSilence(String id) {
        return remove(SILENCE, id);
    }

    /** False if there is none. */
    public boolean removeAcknowledgement(String alert) {
        return remove(ACKNOWLEDGEMENT, alert);
    }

    List<NotifierInput.Restored> memories() {
        List<NotifierInput.Restored> memories = new ArrayList<>();
        control.list(NOTIFIED).forEach((name, entry) -> {
            int slash = name.indexOf('/');
            if (slash > 0) {
                read(NOTIFIED, name, entry, Memory.class).ifPresent(memory -> memories.add(new NotifierInput.Restored(
                        name.substring(0, slash), name.substring(slash + 1), memory)));
            }
        });
        return memories;
    }

    void remember(String receiver, String stream, Memory memory) {
        if (memory.told().isEmpty()) {
            control.remove(NOTIFIED, receiver + "/" + stream);
        } else {
            control.put(NOTIFIED, receiver + "/" + stream, json(memory));
        }
    }

    private boolean remove(String kind, String name) {
        boolean known = control.find(kind, name).isPresent();
        if (known) {
            control.remove(kind, name);
        }
        return known;
    }

    private <T> List<T> all(String kind, Class<T> type) {
        List<T> found = new ArrayList<>();
        control.list(kind).forEach((name, entry) -> read(kind, name, entry, type).ifPresent(found::add));
        return found;
    }

    private static <T> Optional<T> read(String kind, String name, JsonNode entry, Class<T> type) {
        try {
            return Optional.of(Json.MAPPER.convertValue(entry, type));
        } catch (IllegalArgumentException e) {
            LOG.error("{}/{} of the control topic is passed over: {}", kind, name, e.getMessage());
            return Optional.empty();
        }
    }

    private static ObjectNode json(Object value) {
        return Json.MAPPER.valueToTree(value);
    }
}
