package dev.vectide.indexer.streams;

import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.index.Calibration;
import dev.vectide.indexer.index.CollectionIndex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps for each stream how far a search has to look for a recall. It is found by asking for the neighbours of documents
 * drawn at random, each found exactly, again whenever a quarter of the stream has changed or a part of it is no longer small
 * enough to be compared whole; once there are enough of them, for those of users' queries, which may lie elsewhere than
 * documents do. Until it is known, searches compare with every code.
 *
 * <p>Asked by any thread; tuned by one at a time.
 */
final class Tuner {
    private static final Logger LOG = LoggerFactory.getLogger(Tuner.class);
    private static final int NEIGHBOURS = 10;
    private static final int MOST_SAMPLES = 2_000;
    private static final int LEAST_SAMPLES = 200;
    /** Comparisons that are spent on one calibration, as long as the samples suffice. */
    private static final long COMPARISONS = 100_000_000;
    /** Of a stream, that has to change before it is looked at again. */
    private static final double CHANGED = 0.25;

    /** Users' queries of a stream that are kept, and from which on there are enough. */
    private static final int MOST_ASKED = 500;
    private static final int ENOUGH_ASKED = 200;

    private final Map<String, Deque<FloatVector>> asked = new ConcurrentHashMap<>();
    private final Map<String, Tuned> streams = new ConcurrentHashMap<>();
    private final Random random = new Random(1);

    /** @param state of the stream when it was calibrated */
    private record Tuned(Calibration calibration, State state, boolean byUsers) {}

    /** The margin for a search; positive infinity to compare with every code. */
    double margin(String stream, double recall) {
        Tuned tuned = streams.get(stream);
        return tuned == null ? Double.POSITIVE_INFINITY : tuned.calibration().margin(recall);
    }

    /** Remembers what a user asked for; told by the thread that tunes. */
    void asked(String stream, FloatVector vector) {
        Deque<FloatVector> queries = asked.computeIfAbsent(stream, name -> new ArrayDeque<>());
        queries.add(vector);
        if (queries.size() > MOST_ASKED) {
            queries.remove();
        }
    }

    /** Calibrates what has changed, and answers which streams there are. */
    Set<String> tune(List<Shard> shards, long nowMs) {
        Set<String> names = new HashSet<>();
        shards.forEach(shard -> shard.ask(index -> names.addAll(index.collections().keySet())));
        streams.keySet().retainAll(names);
        asked.keySet().retainAll(names);
        for (String stream : names) {
            State state = Shard.askAll(shards, stream, Tuner::state);
            Tuned tuned = streams.get(stream);
            if (tuned == null
                    || tuned.state().parts() != state.parts()
                    || tuned.state().large() != state.large()
                    || tuned.byUsers() != hasEnoughAsked(stream)
                    || Math.abs(state.changes() - tuned.state().changes()) > CHANGED * state.rows()) {
                calibrate(shards, stream, state, nowMs);
            }
        }
        return names;
    }

    private boolean hasEnoughAsked(String stream) {
        return asked.getOrDefault(stream, new ArrayDeque<>()).size() >= ENOUGH_ASKED;
    }

    /**
     * Of a stream, in all its parts.
     *
     * @param large parts that are not compared whole
     */
    private record State(long rows, long changes, int parts, long large) {}

    private static State state(List<CollectionIndex> collections) {
        return new State(
                collections.stream().mapToLong(CollectionIndex::rows).sum(),
                collections.stream().mapToLong(CollectionIndex::changes).sum(),
                collections.size(),
                collections.stream().filter(part -> !part.isSmall()).count());
    }

    private void calibrate(List<Shard> shards, String stream, State state, long nowMs) {
        int samples = (int) Math.max(LEAST_SAMPLES, Math.min(MOST_SAMPLES, COMPARISONS / Math.max(1, state.rows())));
        boolean byUsers = hasEnoughAsked(stream);
        Iterator<FloatVector> queries = byUsers ? newest(stream, samples) : Collections.emptyIterator();
        List<float[]> observations = new ArrayList<>();
        for (int i = 0; byUsers ? queries.hasNext() : i < samples; i++) {
            // One at a time: writers get their turn in between.
            observations.add(Shard.askAll(shards, stream, parts -> queries.hasNext()
                    ? Calibration.observe(parts, queries.next(), NEIGHBOURS, nowMs, null)
                    : observe(parts, nowMs)));
        }
        Calibration calibration = Calibration.of(observations);
        streams.put(stream, new Tuned(calibration, state, byUsers));
        LOG.debug("stream {}: calibrated over {} vectors by {} questions", stream, state.rows(), observations.size());
    }

    private Iterator<FloatVector> newest(String stream, int most) {
        return Objects.requireNonNull(asked.get(stream)).stream()
                .skip(Math.max(0, asked.get(stream).size() - most))
                .toList()
                .iterator();
    }

    private float[] observe(List<CollectionIndex> collections, long nowMs) {
        Calibration.Sample sample = Calibration.draw(collections, random);
        return sample == null
                ? new float[0]
                : Calibration.observe(collections, sample.vector(), NEIGHBOURS, nowMs, sample.id());
    }
}
