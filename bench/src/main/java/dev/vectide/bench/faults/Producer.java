package dev.vectide.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.position.Position;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An open-loop producer over HTTP: batches come at their times, whether or not earlier ones were answered. What is not
 * acknowledged is sent again, to the other ingester, under the same identities, until it is. New documents, new versions and
 * deletions.
 *
 * <p>Started, paused and closed by one thread; sends on threads of its own.
 */
final class Producer implements AutoCloseable {
    private static final String TYPE = "application/cloudevents-batch+json";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int SENDERS = 12;
    private static final int BATCH = 5;
    /** Of a batch's events: so many in a hundred are new documents, and so many deletions. */
    private static final int NEW = 55;

    private static final int DELETED = 12;

    private final Http http;
    private final List<URI> ingesters;
    private final Ledger ledger;
    private final Random random;
    private final Duration between;
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS, Producer::daemon);
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Thread clock = daemon(this::run);
    private long number;
    private volatile boolean flowing;
    private volatile boolean strange;
    private volatile Duration skew = Duration.ZERO;
    private Duration furthest = Duration.ZERO;
    private volatile boolean closed;

    /** @param rate events a second */
    Producer(Http http, List<URI> ingesters, Ledger ledger, long seed, int rate) {
        this.http = http;
        this.ingesters = ingesters;
        this.ledger = ledger;
        this.random = new Random(seed);
        this.between = Duration.ofNanos(1_000_000_000L * BATCH / rate);
        clock.start();
    }

    private static Thread daemon(Runnable body) {
        Thread thread = new Thread(body, "producer");
        thread.setDaemon(true);
        return thread;
    }

    void flow(boolean on) {
        flowing = on;
    }

    /** Whether texts are of another subject. */
    void strange(boolean on) {
        strange = on;
    }

    /** Every other batch's events are of so much later than now, the others of so much before. */
    void skew(Duration by) {
        skew = by;
        furthest = by.compareTo(furthest) > 0 ? by : furthest;
    }

    /** Moves the stream's clock in every partition past all that was sent, so that no partition holds another one back. */
    void level() throws InterruptedException {
        probe(furthest.plusSeconds(1));
    }

    /** What it was told that no ingester should say. */
    Queue<String> complaints() {
        return complaints;
    }

    private void run() {
        long next = System.nanoTime();
        while (!closed) {
            try {
                TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
            } catch (InterruptedException e) {
                return;
            }
            next = Math.max(next + between.toNanos(), System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
            if (flowing) {
                submit();
            }
        }
    }

    private void submit() {
        List<String> documents = new ArrayList<>();
        ArrayNode events = Json.MAPPER.createArrayNode();
        Instant now = Instant.now();
        Duration ahead = number / BATCH % 2 == 0 ? skew : skew.negated();
        for (int i = 0; i < BATCH; i++) {
            long event = number++;
            int kind = random.nextInt(100);
            Optional<Ledger.State> known = kind < NEW ? Optional.empty() : ledger.any(random);
            String document = known.map(Ledger.State::document).orElse("doc-" + event);
            boolean deletes = known.isPresent() && kind >= 100 - DELETED;
            String text = deletes ? null : Texts.of(random, event, strange);
            ledger.sending(document, text);
            documents.add(document);
            event(events.addObject(), "e" + event, document, text, now.plus(ahead));
        }
        int first = random.nextInt(ingesters.size());
        String body = events.toString();
        senders.execute(() -> untilAcknowledged(body, documents, first));
    }

    private static void event(ObjectNode event, String id, String document, @Nullable String text, Instant time) {
        event.put("specversion", "1.0").put("id", id).put("source", "/faults").put("type", "note");
        event.put("subject", document).put("time", time.toString());
        if (text != null) {
            event.put("datacontenttype", "text/plain").put("data", text);
        }
    }

    /** Events that are all new documents, one of each partition; returns once they are acknowledged, with where they are. */
    List<Ledger.State> probe(Duration ahead) throws InterruptedException {
        List<String> documents = new ArrayList<>();
        ArrayNode events = Json.MAPPER.createArrayNode();
        Set<Integer> covered = new java.util.HashSet<>();
        long base = System.nanoTime();
        for (long i = 0; covered.size() < Cluster.PARTITIONS; i++) {
            String document = "probe-" + base + "-" + i;
            if (covered.add(Ledger.partition(document))) {
                String text = "Probe " + base + " number " + i + " of the water level";
                ledger.sendingOnce(document, text);
                documents.add(document);
                event(events.addObject(), document, document, text, Instant.now().plus(ahead));
            }
        }
        Thread sender = daemon(() -> untilAcknowledged(events.toString(), documents, 0));
        sender.start();
        sender.join();
        return documents.stream().flatMap(document -> ledger.find(document).stream()).toList();
    }

    private void untilAcknowledged(String body, List<String> documents, int first) {
        for (int tried = 0; !closed; tried++) {
            URI ingester = ingesters.get((first + tried) % ingesters.size());
            try {
                Http.Answer answer =
                        http.post(ingester.resolve("/v1/streams/" + Cluster.STREAM + "/events"), PATIENCE, TYPE, body);
                if (answer.status() == 202) {
                    accepted(answer.json(), documents);
                    return;
                }
                if (answer.status() != 503 && answer.status() != 429) {
                    complaints.add("the ingester answers " + answer.status() + ": " + answer.body());
                }
            } catch (IOException e) {
                // Whether they were taken is unknown.
            } catch (InterruptedException e) {
                return;
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void accepted(JsonNode answer, List<String> documents) {
        if (answer.path("accepted").asInt() != documents.size()) {
            complaints.add("not all are accepted: " + answer);
        }
        ledger.acknowledged(documents, Position.parse(answer.path("position").asText()));
    }

    @Override
    public void close() {
        closed = true;
        clock.interrupt();
        senders.shutdownNow();
    }
}
