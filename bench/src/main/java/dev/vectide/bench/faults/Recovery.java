package dev.vectide.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The first moment at which everybody is ready again and what was sent freshly is found at every indexer, all shards answering. */
final class Recovery {
    private static final Duration ASK = Duration.ofSeconds(15);

    private final Cluster cluster;
    private final Producer producer;

    Recovery(Cluster cluster, Producer producer) {
        this.cluster = cluster;
        this.producer = producer;
    }

    /**
     * Seconds since {@code fromNanos}.
     *
     * @throws IllegalStateException if it does not recover in time, saying what is not there
     */
    double await(long fromNanos, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<Ledger.State> probes = producer.probe(Duration.ZERO);
        String missing = missing(probes);
        while (!missing.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not recovered after " + patience.toSeconds() + " s: " + missing);
            }
            Thread.sleep(100);
            missing = missing(probes);
        }
        return (System.nanoTime() - fromNanos) / 1e9;
    }

    private String missing(List<Ledger.State> probes) throws InterruptedException {
        for (URI indexer : cluster.addresses(Cluster.INDEXERS)) {
            for (Ledger.State probe : probes) {
                if (!isFound(indexer, probe)) {
                    return probe.document() + " is not found at " + indexer;
                }
            }
        }
        List<String> waiting = cluster.notReady();
        return waiting.isEmpty() ? "" : waiting + " not ready";
    }

    private boolean isFound(URI indexer, Ledger.State probe) throws InterruptedException {
        ObjectNode question = Json.MAPPER.createObjectNode().put("limit", 1);
        question.putObject("query").put("text", probe.content());
        try {
            Http.Answer answer = cluster.http().post(
                    indexer.resolve("/collections/" + Cluster.STREAM + "/points/query?timeout=10&allow_partial=false"),
                    ASK, "application/json", question.toString(), "X-Min-Position", probe.position().toString());
            JsonNode first = answer.status() == 200 ? answer.json().at("/result/points/0/id") : Json.MAPPER.missingNode();
            return first.asText().equals(probe.document());
        } catch (IOException e) {
            return false;
        }
    }
}
