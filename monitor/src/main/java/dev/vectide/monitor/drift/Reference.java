package dev.vectide.monitor.drift;

import dev.vectide.monitor.stats.Sample;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The stream's first vectors: gathered, then pinned as a baseline. */
final class Reference {
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

    long seen() {
        return seen;
    }

    /** Ends the gathering; panes are compared by {@code window} vectors each from now on. */
    void pin(int window) {
        baseline = Baseline.of(sample.first(sample.size()), window);
    }

    /** Null until pinned. */
    @Nullable Baseline baseline() {
        return baseline;
    }

    void write(DataOutput out) throws IOException {
        sample.write(out);
        out.writeLong(seen);
        out.writeBoolean(baseline != null);
        if (baseline != null) {
            baseline.write(out);
        }
    }

    /** Up to version 2 of a state what was computed was less; it is computed again from the vectors, which were kept. */
    static Reference read(DataInput in, int version) throws IOException {
        Reference reference = new Reference(Sample.read(in));
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
