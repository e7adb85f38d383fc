package dev.vectide.ingest.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.position.Position;
import dev.vectide.core.wire.Fault;
import dev.vectide.core.wire.Json;
import dev.vectide.core.wire.Reading;
import java.util.List;

/** The answer to a request with events: {@code {accepted, rejected: [{index, id, reason}], position}}. */
final class EventAnswer {
    private EventAnswer() {}

    static ObjectNode of(List<Reading> readings, Position position) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        int accepted = 0;
        ArrayNode rejected = Json.MAPPER.createArrayNode();
        for (int i = 0; i < readings.size(); i++) {
            if (readings.get(i) instanceof Reading.Refused refused) {
                rejected.addObject().put("index", i).put("id", refused.id()).put("reason", refused.reason());
            } else {
                accepted++;
            }
        }
        answer.put("accepted", accepted);
        answer.set("rejected", rejected);
        return answer.put("position", position.toString());
    }

    /** Nothing could be accepted: every fault of every event. */
    static Problem problem(List<Reading> readings) {
        ArrayNode faults = Json.MAPPER.createArrayNode();
        String first = "";
        for (int i = 0; i < readings.size(); i++) {
            if (readings.get(i) instanceof Reading.Refused refused) {
                first = first.isEmpty() ? refused.reason() : first;
                for (Fault fault : refused.faults()) {
                    faults.addObject()
                            .put("index", i)
                            .put("id", refused.id())
                            .put("field", fault.field())
                            .put("reason", fault.reason());
                }
            }
        }
        String detail = readings.size() == 1 ? first : "none of " + readings.size() + " events is accepted; the first: " + first;
        return Problem.faults(detail, faults);
    }
}
