package dev.vectide.bench.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The first moment at which everybody is ready again and what was sent freshly is found at every indexer, all shards
 * answering.
 */
final class Recovery {
    private static final Duration TELL = Duration.ofSeconds(30);
    private static final Duration ASK = Duration.ofSeconds(15);

    private final Cluster cluster;
    private final Producer producer;
    private final Consumer<String> progress;

    Recovery(Cluster cluster, Producer producer, Consumer<String> progress) {
        this.cluster = cluster;
        this.producer = producer;
        this.progress = progress;
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
        long told = System.nanoTime();
        while (!missing.isEmpty()) {
            if (System.nanoTime() - told > TELL.toNanos()) {
                told = System.nanoTime();
                progress.accept("     not yet: " + missing);
            }
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
                String why = notFound(indexer, probe);
                if (!why.isEmpty()) {
                    return probe.document() + " at " + probe.position() + " is not found at " + indexer + ": " + why;
                }
            }
        }
        List<String> waiting = cluster.notReady();
        return waiting.isEmpty() ? "" : waiting + " not ready";
    }

    /** Why it is not; empty if it is found. */
    private String notFound(URI indexer, Ledger.State probe) throws InterruptedException {
        ObjectNode question = Json.MAPPER.createObjectNode().put("limit", 1);
        question.putObject("query").put("text", probe.content());
        try {
            Http.Answer answer = cluster.http().post(
                    indexer.resolve("/collections/" + Cluster.STREAM + "/points/query?timeout=10&allow_partial=false"),
                    ASK, "application/json", question.toString(), "X-Min-Position", probe.position().toString());
            boolean found = answer.status() == 200
                    && answer.json().at("/result/points/0/id").asText().equals(probe.document());
            return found ? "" : answer.status() + " " + answer.body();
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }
}
