package dev.vectide.indexer.streams;

import dev.vectide.indexer.search.NearestQuery;
import dev.vectide.indexer.search.RecallEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Recall as the users have it: a share of their queries is answered again in the background, once as it was and once by
 * comparing with every vector, both at the same moment, so that what changed since does not count.
 *
 * <p>Asked by any thread; measured by one at a time.
 */
final class LiveRecall {
    /** Queries that may wait; more are not sampled rather than kept. */
    private static final int MOST_WAITING = 64;

    private final double share;
    private final BlockingQueue<Asked> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Map<String, RecallEstimate> estimates = new ConcurrentHashMap<>();

    record Asked(String stream, NearestQuery query) {}

    /** @param share of the queries that is measured, in [0, 1] */
    LiveRecall(double share) {
        this.share = share;
    }

    /** Takes a query that was answered into the sample, or not. */
    void asked(String stream, NearestQuery query) {
        if (!query.exact() && share > 0 && ThreadLocalRandom.current().nextDouble() < share) {
            waiting.offer(new Asked(stream, query));
        }
    }

    /**
     * Measures what waits.
     *
     * @param answer ids of the nearest of a stream
     * @param measured told of every query
     */
    void measure(BiFunction<String, NearestQuery, List<String>> answer, Consumer<Asked> measured) {
        List<Asked> sample = new ArrayList<>();
        waiting.drainTo(sample);
        for (Asked asked : sample) {
            Set<String> found = Set.copyOf(answer.apply(asked.stream(), asked.query()));
            Set<String> truth = Set.copyOf(answer.apply(asked.stream(), asked.query().complete()));
            if (!truth.isEmpty()) {
                long hits = truth.stream().filter(found::contains).count();
                RecallEstimate estimate = estimates.computeIfAbsent(asked.stream(), stream -> new RecallEstimate());
                synchronized (estimate) {
                    estimate.add(hits / (double) truth.size());
                }
            }
            measured.accept(asked);
        }
    }

    /** By stream. */
    Map<String, RecallEstimate.Interval> intervals() {
        return estimates.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> {
            synchronized (entry.getValue()) {
                return entry.getValue().interval();
            }
        }));
    }

    void retain(Set<String> streams) {
        estimates.keySet().retainAll(streams);
    }
}
