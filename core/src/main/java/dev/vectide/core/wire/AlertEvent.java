package dev.vectide.core.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.report.Alert;
import java.io.IOException;
import java.util.Locale;

/** An alert as a structured CloudEvent 1.0 in JSON, value of {@code <ns>.alerts}. */
public final class AlertEvent {
    /** Of what the monitors find; the encoder's own alerts come from {@link #ENCODER}. */
    public static final String SOURCE = "/vectide/monitor";

    public static final String ENCODER = "/vectide/encoder";
    public static final String TYPE_PREFIX = "dev.vectide.alert.";

    private AlertEvent() {}

    public static byte[] encode(Alert alert) {
        String state = alert.state().name().toLowerCase(Locale.ROOT);
        ObjectNode event = Json.MAPPER
                .createObjectNode()
                .put("specversion", "1.0")
                .put("id", alert.id() + "#" + alert.updatedAt().toEpochMilli() + "-" + state)
                .put("source", alert.detector().equals("encoder") ? ENCODER : SOURCE)
                .put("type", TYPE_PREFIX + state)
                .put("subject", alert.key())
                .put("time", alert.updatedAt().toString())
                .put("datacontenttype", "application/json");
        event.set("data", Json.MAPPER.valueToTree(alert));
        return Json.write(event);
    }

    public static Alert decode(byte[] value) {
        try {
            JsonNode event = Json.MAPPER.readTree(value);
            return Json.MAPPER.treeToValue(event.required("data"), Alert.class);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new MalformedRecordException("not an alert: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new MalformedRecordException("not an alert: " + e.getMessage(), e);
        }
    }
}
