package dev.vectide.monitor.collapse;

import dev.vectide.monitor.VectorInput;
import dev.vectide.monitor.pane.GatheredPane;
import dev.vectide.monitor.stats.Hashes;
import dev.vectide.monitor.stats.Moments;
import dev.vectide.monitor.stats.Sample;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** Moments of a pane, and a sample for its spectrum. */
final class CollapsePane implements GatheredPane<CollapsePane> {
    static final int SAMPLE = 2048;
    private static final long SEED = 0x636f6c6c61707365L;

    final Moments moments;
    final Sample sample;

    CollapsePane() {
        this(new Moments(), new Sample(SAMPLE));
    }

    private CollapsePane(Moments moments, Sample sample) {
        this.moments = moments;
        this.sample = sample;
    }

    @Override
    public void add(VectorInput input, float[] vector) {
        float[] unit = moments.add(vector);
        long hash = Hashes.of(SEED, input.document(), input.offset());
        if (unit != null && sample.wants(hash)) {
            sample.add(new Sample.Item(hash, input.document(), input.partition(), input.offset(), unit.clone(), null));
        }
    }

    /** Share of the sample's vectors that are, bit for bit, another one of them again. */
    double duplicateShare() {
        if (sample.size() == 0) {
            return Double.NaN;
        }
        Set<float[]> distinct = new TreeSet<>(Arrays::compare);
        sample.first(sample.size()).forEach(item -> distinct.add(item.unit()));
        return 1 - (double) distinct.size() / sample.size();
    }

    @Override
    public CollapsePane next() {
        return new CollapsePane(new Moments(), sample.next());
    }

    /** Unusable vectors count too: a pane of nothing but NaN must be reported. */
    @Override
    public long n() {
        return moments.n() + moments.unusable();
    }

    @Override
    public void merge(CollapsePane later) {
        moments.merge(later.moments);
        sample.merge(later.sample);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        moments.write(out);
        sample.write(out);
    }

    static CollapsePane read(DataInput in) throws IOException {
        return new CollapsePane(Moments.read(in), Sample.read(in));
    }
}
