package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import java.util.List;
import java.util.Locale;

/**
 * What became of a file.
 *
 * @param skipped rows that an earlier run had sent
 * @param rejects the first of the rejected rows
 */
record Replayed(String file, long skipped, long accepted, long rejected, List<Reject> rejects) {
    /** @param row from 1, as the file's reader counts */
    record Reject(long row, String reason) {}

    String sentence() {
        return String.format(Locale.ROOT, "%s: %,d accepted, %,d rejected%s.", file, accepted, rejected,
                skipped == 0 ? "" : String.format(Locale.ROOT, ", %,d sent by an earlier run", skipped));
    }

    JsonNode json() {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("file", file)
                .put("accepted", accepted)
                .put("rejected", rejected)
                .put("skipped", skipped);
        ArrayNode array = json.putArray("rejects");
        rejects.forEach(reject -> array.addObject().put("row", reject.row()).put("reason", reject.reason()));
        return json;
    }
}
