package dev.vectide.monitor.novelty;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.monitor.pane.PaneContent;
import dev.vectide.monitor.stats.ExactSums;
import dev.vectide.monitor.stats.Hashes;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.StateBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Scores of a pane, its most novel documents, and what it may bring to the reference that is gathered or to the next. */
final class NoveltyPane implements PaneContent<NoveltyPane> {
    private static final int CANDIDATES = 64;
    private static final int GRID = 44;
    private static final int DISTANCE_BITS = 2;
    private static final long HELD_OUT_SEED = 0x68656c646f7574L;
    /** Of the reservoir, so much can come from one pane. */
    private static final int SHARE = 8;

    private static final int LEAST_SHARE = 16;

    /** While there is no reference, what one is made of. */
    final Sample sample;
    /** For calibration, whatever their score. */
    private final Sample heldOut;
    /** For the reservoir. */
    private final Sample admitted;
    final List<Held> held = new ArrayList<>();
    final TreeSet<Candidate> candidates = new TreeSet<>(Candidate.ORDER);

    private ExactSums distance = new ExactSums(1, GRID, DISTANCE_BITS);
    private long vectors;
    private long scored;
    private long anomalies;

    NoveltyPane(VectideConfig.Monitor config) {
        this.sample = new Sample(config.reference() + config.calibration());
        this.heldOut = new Sample(Normal.perPane(config));
        this.admitted = new Sample(Math.max(LEAST_SHARE, config.reference() / SHARE));
    }

    void count() {
        vectors++;
    }

    void countScore(double score, boolean anomaly) {
        scored++;
        anomalies += anomaly ? 1 : 0;
        distance.addOne(0, score);
    }

    /** Takes in a vector that was scored: held out for calibration, or for the reservoir. */
    void keep(Sample.Item item, double pValue, Reference reference) {
        if (pValue > Normal.GUARD && item.hash() <= reference.reach) {
            admitted.add(item);
        }
        long hash = Hashes.of(HELD_OUT_SEED, item.document(), item.offset());
        if (heldOut.wants(hash)) {
            heldOut.add(new Sample.Item(
                    hash, item.document(), item.partition(), item.offset(), item.unit(), item.text()));
        }
    }

    Normal.Batch batch() {
        return new Normal.Batch(heldOut.first(heldOut.size()), admitted.first(admitted.size()));
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
                || candidates.stream().anyMatch(one -> one.mentions(document))
                || sample.holds(document)
                || heldOut.holds(document)
                || admitted.holds(document);
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
        heldOut.merge(later.heldOut);
        admitted.merge(later.admitted);
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
        heldOut.write(out);
        admitted.write(out);
        distance.write(out);
        out.writeLong(vectors);
        out.writeLong(scored);
        out.writeLong(anomalies);
    }

    /** @param deleted receives what was deleted in the pane, which before version 3 was written with it */
    static NoveltyPane read(DataInput in, VectideConfig.Monitor config, int version, Map<String, Long> deleted)
            throws IOException {
        NoveltyPane pane = new NoveltyPane(config);
        pane.sample.merge(Sample.read(in));
        for (int left = in.readInt(); left > 0; left--) {
            pane.held.add(Held.read(in));
        }
        for (int left = in.readInt(); left > 0; left--) {
            pane.candidates.add(Candidate.read(in));
        }
        if (version < 3) {
            for (int left = in.readInt(); left > 0; left--) {
                deleted.merge(StateBytes.readWord(in), in.readLong(), Math::max);
            }
        } else {
            pane.heldOut.merge(Sample.read(in));
            pane.admitted.merge(Sample.read(in));
        }
        pane.distance = ExactSums.read(in, GRID, DISTANCE_BITS);
        pane.vectors = in.readLong();
        pane.scored = in.readLong();
        pane.anomalies = in.readLong();
        return pane;
    }
}
