package dev.vectide.monitor.drift;

import dev.vectide.monitor.reference.BrokenArtefactException;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.StateBytes;
import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Vectors of a stream: gathered, then pinned as a baseline. */
final class Reference {
    /** Fewer cannot be halved, clustered and drawn from. */
    private static final int FEWEST = 4;

    private static final int CONTENT = 1;

    private final Sample sample;
    private long seen;
    private @Nullable Baseline baseline;

    Reference(int capacity) {
        this.sample = new Sample(capacity);
    }

    private Reference(Sample sample) {
        this.sample = sample;
    }

    void gather(DriftPane pane) {
        sample.merge(pane.sample);
        seen += pane.n();
    }

    /** Of a pane that may have kept more or fewer than this, depending on when it was begun. */
    void gather(DriftPane pane, int most) {
        pane.sample.first(most).forEach(sample::add);
        seen += Math.min(most, pane.n());
    }

    long seen() {
        return seen;
    }

    /** Ends the gathering; panes are compared by {@code window} vectors each from now on, or by half of the reference. */
    void pin(int window) {
        baseline = Baseline.of(sample.first(sample.size()), Math.min(window, sample.size() / 2));
    }

    /** Null until pinned. */
    @Nullable Baseline baseline() {
        return baseline;
    }

    /** What an artefact holds of it: version (1), vectors seen, sample with segments. */
    byte[] content() {
        return StateBytes.toBytes(out -> {
            out.writeByte(CONTENT);
            out.writeLong(seen);
            sample.writeWithSegments(out);
        });
    }

    /** Not pinned yet. */
    static Reference of(byte[] content) throws BrokenArtefactException {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
            int version = in.readUnsignedByte();
            if (version != CONTENT) {
                throw new BrokenArtefactException(
                        "a drift reference of version " + version + ", this program reads version " + CONTENT);
            }
            long seen = in.readLong();
            Reference reference = new Reference(Sample.readWithSegments(in));
            reference.seen = seen;
            if (in.available() > 0 || reference.sample.size() < FEWEST) {
                throw new BrokenArtefactException("not the content of a drift reference");
            }
            return reference;
        } catch (IOException | RuntimeException e) {
            throw new BrokenArtefactException("not the content of a drift reference");
        }
    }

    void write(DataOutput out) throws IOException {
        sample.writeWithSegments(out);
        out.writeLong(seen);
        out.writeBoolean(baseline != null);
        if (baseline != null) {
            baseline.write(out);
        }
    }

    /** What up to version 3 begins with; without segments. */
    void writeSample(DataOutput out) throws IOException {
        sample.write(out);
        out.writeLong(seen);
    }

    /** Up to version 2 of a state what was computed was less; it is computed again from the vectors, which were kept. */
    static Reference read(DataInput in, int version) throws IOException {
        Reference reference = new Reference(version < 4 ? Sample.read(in) : Sample.readWithSegments(in));
        reference.seen = in.readLong();
        if (version < 3) {
            readOlder(reference, in);
        } else if (in.readBoolean()) {
            reference.baseline = Baseline.read(in, reference.sample.first(reference.sample.size()));
        }
        return reference;
    }

    private static void readOlder(Reference reference, DataInput in) throws IOException {
        int window = in.readInt();
        if (window > 0) {
            for (int detectors = 4; detectors > 0; detectors--) {
                int bytes = Double.BYTES * in.readInt();
                if (in.skipBytes(bytes) != bytes) {
                    throw new IOException("state of the drift monitor: the calibration is cut short");
                }
            }
            reference.pin(window);
        }
    }
}
