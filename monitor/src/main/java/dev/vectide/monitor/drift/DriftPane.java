package dev.vectide.monitor.drift;

import dev.vectide.monitor.pane.PaneContent;
import dev.vectide.monitor.stats.Sample;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Number of usable vectors of a pane, and a sample of them. */
final class DriftPane implements PaneContent<DriftPane> {
    final Sample sample;
    private long n;

    DriftPane(int capacity) {
        this.sample = new Sample(capacity);
    }

    private DriftPane(Sample sample, long n) {
        this.sample = sample;
        this.n = n;
    }

    void count() {
        n++;
    }

    @Override
    public long n() {
        return n;
    }

    @Override
    public void merge(DriftPane later) {
        sample.merge(later.sample);
        n += later.n;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(n);
        sample.write(out);
    }

    static DriftPane read(DataInput in) throws IOException {
        long n = in.readLong();
        return new DriftPane(Sample.read(in), n);
    }
}
