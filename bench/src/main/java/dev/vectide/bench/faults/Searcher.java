package dev.vectide.bench.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the indexers for documents of the ledger, by their very text and from the position on at which they were acknowledged,
 * and has each answer judged. A refusal (429, 503, 504, or nobody there) is no wrong answer, and is counted.
 *
 * <p>Asks on threads of its own.
 */
final class Searcher implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final List<Integer> REFUSALS = List.of(429, 503, 504);
    private static final long PAUSE_MS = 200;

    private final Http http;
    private final Ledger ledger;
    private final List<Thread> threads;
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong partial = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean flowing;
    private volatile boolean closed;

    Searcher(Http http, List<URI> indexers, Ledger ledger, long seed) {
        this.http = http;
        this.ledger = ledger;
        this.threads = IntStream.range(0, indexers.size())
                .mapToObj(i -> new Thread(() -> run(indexers.get(i), new Random(seed + i)), "searcher-" + i))
                .toList();
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    void flow(boolean on) {
        flowing = on;
    }

    /** What was wrong, in words; empty it to count anew. */
    Queue<String> wrong() {
        return wrong;
    }

    long answered() {
        return answered.get();
    }

    long partial() {
        return partial.get();
    }

    long refused() {
        return refused.get();
    }

    private void run(URI indexer, Random random) {
        try {
            while (!closed) {
                Thread.sleep(PAUSE_MS);
                Optional<Ledger.State> one = flowing ? ledger.any(random) : Optional.empty();
                if (one.isPresent()) {
                    boolean mayBePartial = random.nextBoolean();
                    ask(indexer, one.get(), mayBePartial);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(URI indexer, Ledger.State asked, boolean mayBePartial) throws InterruptedException {
        String text = asked.content() == null ? lastText(asked) : asked.content();
        if (text == null) {
            return;
        }
        ObjectNode question = Json.MAPPER.createObjectNode().put("limit", 3).put("with_payload", true);
        question.putObject("query").put("text", text);
        // Whether a document is there is not to be a question of the recall that searches are content with.
        question.putObject("params").put("exact", true);
        Http.Answer answer;
        try {
            answer = http.post(
                    indexer.resolve(
                            "/collections/" + Cluster.STREAM + "/points/query?timeout=10&allow_partial=" + mayBePartial),
                    PATIENCE, "application/json", question.toString(), "X-Min-Position", asked.position().toString());
        } catch (IOException e) {
            refused.incrementAndGet();
            return;
        }
        if (REFUSALS.contains(answer.status())) {
            refused.incrementAndGet();
            return;
        }
        answered.incrementAndGet();
        if (!answer.missingShards().isEmpty()) {
            partial.incrementAndGet();
        }
        wrong.addAll(Verdict.of(ledger, asked, text, mayBePartial, answer));
    }

    private static @Nullable String lastText(Ledger.State state) {
        for (int i = state.versions().size() - 1; i >= 0; i--) {
            if (state.versions().get(i) != null) {
                return state.versions().get(i);
            }
        }
        return null;
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }
}
