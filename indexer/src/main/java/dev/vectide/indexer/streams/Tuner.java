package dev.vectide.indexer.streams;

import dev.vectide.indexer.index.Calibration;
import dev.vectide.indexer.index.CollectionIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps for each stream how far a search has to look for a recall. It is found by asking for the neighbours of documents
 * drawn at random, each found exactly, again whenever a quarter of the stream has changed. Until it is known, searches
 * compare with every code.
 *
 * <p>Asked by any thread; tuned by one at a time.
 */
final class Tuner {
    private static final Logger LOG = LoggerFactory.getLogger(Tuner.class);
    private static final int NEIGHBOURS = 10;
    private static final int MOST_SAMPLES = 500;
    private static final int LEAST_SAMPLES = 100;
    /** Comparisons that are spent on one calibration, as long as the samples suffice. */
    private static final long COMPARISONS = 50_000_000;
    /** Of a stream, that has to change before it is looked at again. */
    private static final double CHANGED = 0.25;

    private final Map<String, Tuned> streams = new ConcurrentHashMap<>();
    private final Random random = new Random(1);

    /** @param changes of the stream when it was calibrated, in all its parts */
    private record Tuned(Calibration calibration, long changes, int parts) {}

    /** The margin for a search; positive infinity to compare with every code. */
    double margin(String stream, double recall) {
        Tuned tuned = streams.get(stream);
        return tuned == null ? Double.POSITIVE_INFINITY : tuned.calibration().margin(recall);
    }

    /** Calibrates what has changed. */
    void tune(List<Shard> shards, long nowMs) {
        Set<String> names = new HashSet<>();
        shards.forEach(shard -> shard.ask(index -> names.addAll(index.collections().keySet())));
        streams.keySet().retainAll(names);
        for (String stream : names) {
            State state = Shard.askAll(shards, stream, Tuner::state);
            Tuned tuned = streams.get(stream);
            if (tuned == null
                    || tuned.parts() != state.parts()
                    || Math.abs(state.changes() - tuned.changes()) > CHANGED * state.rows()) {
                calibrate(shards, stream, state, nowMs);
            }
        }
    }

    private record State(long rows, long changes, int parts) {}

    private static State state(Shard.Parts parts) {
        List<CollectionIndex> collections = parts.collections();
        return new State(
                collections.stream().mapToLong(CollectionIndex::rows).sum(),
                collections.stream().mapToLong(CollectionIndex::changes).sum(),
                collections.size());
    }

    private void calibrate(List<Shard> shards, String stream, State state, long nowMs) {
        long samples = Math.max(LEAST_SAMPLES, Math.min(MOST_SAMPLES, COMPARISONS / Math.max(1, state.rows())));
        List<float[]> observations = new ArrayList<>();
        for (int i = 0; i < samples && !Thread.currentThread().isInterrupted(); i++) {
            // One at a time: writers get their turn in between.
            observations.add(Shard.askAll(shards, stream, parts -> observe(parts.collections(), nowMs)));
        }
        Calibration calibration = Calibration.of(observations);
        streams.put(stream, new Tuned(calibration, state.changes(), state.parts()));
        LOG.debug("stream {}: calibrated over {} vectors, margin {} for a recall of 0.98", stream, state.rows(), calibration.margin(0.98));
    }

    private float[] observe(List<CollectionIndex> collections, long nowMs) {
        Calibration.Sample sample = Calibration.draw(collections, random);
        return sample == null
                ? new float[0]
                : Calibration.observe(collections, sample.vector(), NEIGHBOURS, nowMs, sample.id());
    }
}
