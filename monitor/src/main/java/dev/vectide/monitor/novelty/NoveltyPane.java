package dev.vectide.monitor.novelty;

import dev.vectide.monitor.pane.PaneContent;
import dev.vectide.monitor.stats.ExactSums;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.StateBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Scores of a pane, its most novel documents, and while the reference is gathered a sample of its vectors. */
final class NoveltyPane implements PaneContent<NoveltyPane> {
    private static final int CANDIDATES = 64;
    private static final int GRID = 44;
    private static final int DISTANCE_BITS = 2;

    final Sample sample;
    final List<Held> held = new ArrayList<>();
    final TreeSet<Candidate> candidates = new TreeSet<>(Candidate.ORDER);
    /** Documents deleted in this pane that could be evidence, with the offset of the deletion. */
    final Map<String, Long> deleted = new HashMap<>();

    private ExactSums distance = new ExactSums(1, GRID, DISTANCE_BITS);
    private long vectors;
    private long scored;
    private long anomalies;

    NoveltyPane(int capacity) {
        this(new Sample(capacity));
    }

    private NoveltyPane(Sample sample) {
        this.sample = sample;
    }

    void count() {
        vectors++;
    }

    void countScore(double score, boolean anomaly) {
        scored++;
        anomalies += anomaly ? 1 : 0;
        distance.addOne(0, score);
    }

    /** Deleted ones keep their place until the pane is over, so that who is in does not depend on the order. */
    void offer(Candidate candidate) {
        candidates.add(candidate);
        if (candidates.size() > CANDIDATES) {
            candidates.pollLast();
        }
    }

    boolean mentions(String document) {
        return held.stream().anyMatch(one -> one.document().equals(document))
                || candidates.stream().anyMatch(one -> one.document().equals(document));
    }

    long scored() {
        return scored;
    }

    long anomalies() {
        return anomalies;
    }

    double distanceMean() {
        return scored == 0 ? Double.NaN : distance.get(0) / scored;
    }

    @Override
    public long n() {
        return vectors;
    }

    @Override
    public void merge(NoveltyPane later) {
        sample.merge(later.sample);
        held.addAll(later.held);
        later.candidates.forEach(this::offer);
        later.deleted.forEach((document, offset) -> deleted.merge(document, offset, Math::max));
        distance.merge(later.distance);
        vectors += later.vectors;
        scored += later.scored;
        anomalies += later.anomalies;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        sample.write(out);
        out.writeInt(held.size());
        for (Held one : held) {
            one.write(out);
        }
        out.writeInt(candidates.size());
        for (Candidate one : candidates) {
            one.write(out);
        }
        out.writeInt(deleted.size());
        for (Map.Entry<String, Long> one : new TreeMap<>(deleted).entrySet()) {
            StateBytes.writeText(one.getKey(), out);
            out.writeLong(one.getValue());
        }
        distance.write(out);
        out.writeLong(vectors);
        out.writeLong(scored);
        out.writeLong(anomalies);
    }

    static NoveltyPane read(DataInput in) throws IOException {
        NoveltyPane pane = new NoveltyPane(Sample.read(in));
        for (int left = in.readInt(); left > 0; left--) {
            pane.held.add(Held.read(in));
        }
        for (int left = in.readInt(); left > 0; left--) {
            pane.candidates.add(Candidate.read(in));
        }
        for (int left = in.readInt(); left > 0; left--) {
            pane.deleted.put(StateBytes.readWord(in), in.readLong());
        }
        pane.distance = ExactSums.read(in, GRID, DISTANCE_BITS);
        pane.vectors = in.readLong();
        pane.scored = in.readLong();
        pane.anomalies = in.readLong();
        return pane;
    }
}
