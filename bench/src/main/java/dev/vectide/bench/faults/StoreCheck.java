package dev.vectide.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of the store as an indexer shows them, against the ledger, while nothing is sent.
 *
 * @param lost acknowledged, and not there
 * @param doubled there twice
 * @param wrong there with another content than the newest, or not to be there at all
 */
record StoreCheck(List<String> lost, List<String> doubled, List<String> wrong) {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long PAUSE_MS = 500;

    /**
     * @param settles how long the indexer may take to reach what was acknowledged
     * @throws IllegalStateException if it takes longer, or does not answer
     */
    static StoreCheck of(Http http, URI indexer, Ledger ledger, Duration settles) throws InterruptedException {
        long deadline = System.nanoTime() + settles.toNanos();
        while (true) {
            try {
                return now(http, indexer, ledger);
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("the rows at " + indexer + " cannot be read: " + e.getMessage(), e);
                }
                Thread.sleep(PAUSE_MS);
            }
        }
    }

    private static StoreCheck now(Http http, URI indexer, Ledger ledger) throws IOException, InterruptedException {
        Map<String, String> expected = ledger.contents();
        StoreCheck check = new StoreCheck(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Map<String, String> stored = new HashMap<>();
        JsonNode next = Json.MAPPER.nullNode();
        do {
            ObjectNode question = Json.MAPPER.createObjectNode().put("limit", 1000).put("with_payload", true);
            question.set("offset", next);
            Http.Answer answer = http.post(
                    indexer.resolve("/collections/" + Cluster.STREAM + "/points/scroll?timeout=60&allow_partial=false"),
                    PATIENCE, "application/json", question.toString(), "X-Min-Position", ledger.position().toString());
            if (answer.status() != 200) {
                throw new IOException("status " + answer.status() + ": " + answer.body());
            }
            for (JsonNode point : answer.json().at("/result/points")) {
                String id = point.path("id").asText();
                if (stored.put(id, point.at("/payload/text").asText()) != null) {
                    check.doubled.add(id);
                }
            }
            next = answer.json().at("/result/next_page_offset");
        } while (next.isValueNode() && !next.isNull());
        expected.forEach((document, text) -> {
            String found = stored.get(document);
            if (found == null) {
                check.lost.add(document);
            } else if (!found.equals(text)) {
                check.wrong.add(document + " is '" + found + "', expected '" + text + "'");
            }
        });
        stored.keySet().stream().filter(document -> !expected.containsKey(document)).forEach(document ->
                check.wrong.add(document + " is there, and was deleted or never sent"));
        return check;
    }
}
