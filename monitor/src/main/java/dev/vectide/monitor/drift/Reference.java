package dev.vectide.monitor.drift;

import dev.vectide.monitor.stats.Sample;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stream's first vectors: gathered, then pinned, with what is computed from them. */
final class Reference {
    private final Sample sample;
    private long seen;
    private int window;
    private @Nullable Summary summary;
    private @Nullable Calibration calibration;

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
        List<float[]> units = units();
        this.window = window;
        summary = Summary.of(units);
        calibration = Calibration.of(units, summary, window);
    }

    int window() {
        return window;
    }

    /** Null until pinned. */
    @Nullable Summary summary() {
        return summary;
    }

    /** Null until pinned. */
    @Nullable Calibration calibration() {
        return calibration;
    }

    private List<float[]> units() {
        return sample.first(sample.size()).stream().map(Sample.Item::unit).toList();
    }

    void write(DataOutput out) throws IOException {
        sample.write(out);
        out.writeLong(seen);
        out.writeInt(window);
        if (calibration != null) {
            calibration.write(out);
        }
    }

    static Reference read(DataInput in) throws IOException {
        Reference reference = new Reference(Sample.read(in));
        reference.seen = in.readLong();
        reference.window = in.readInt();
        if (reference.window > 0) {
            reference.summary = Summary.of(reference.units());
            reference.calibration = Calibration.read(in);
        }
        return reference;
    }
}
