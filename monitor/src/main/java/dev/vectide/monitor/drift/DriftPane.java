package dev.vectide.monitor.drift;

import dev.vectide.monitor.VectorInput;
import dev.vectide.monitor.pane.GatheredPane;
import dev.vectide.monitor.stats.Hashes;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.StateBytes;
import dev.vectide.monitor.stats.Units;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Number of usable vectors of a pane, a sample of them, and what was deleted in it. */
final class DriftPane implements GatheredPane<DriftPane> {
    private static final long SEED = 0x6472696674L;

    final Sample sample;
    /** Documents deleted in this pane that could be evidence, with the offset of the deletion. */
    final Map<String, Long> deleted = new HashMap<>();

    private long n;

    DriftPane(int capacity) {
        this.sample = new Sample(capacity);
    }

    private DriftPane(Sample sample, long n) {
        this.sample = sample;
        this.n = n;
    }

    @Override
    public void add(VectorInput input, float[] vector) {
        double norm = Units.norm(vector);
        if (!Units.isUsable(norm)) {
            return;
        }
        n++;
        long hash = Hashes.of(SEED, input.document(), input.offset());
        if (sample.wants(hash)) {
            sample.add(new Sample.Item(
                    hash,
                    input.document(),
                    input.partition(),
                    input.offset(),
                    Units.divided(vector, norm),
                    Sample.shorten(input.text()),
                    List.of(input.segments())));
        }
    }

    @Override
    public void delete(VectorInput deletion) {
        deleted.merge(deletion.document(), deletion.offset(), Math::max);
    }

    @Override
    public DriftPane next() {
        return new DriftPane(sample.next(), 0);
    }

    /** Those of {@code items} that were not deleted after they came. */
    List<Sample.Item> standing(List<Sample.Item> items) {
        return items.stream()
                .filter(item -> deleted.getOrDefault(item.document(), -1L) < item.offset())
                .toList();
    }

    @Override
    public long n() {
        return n;
    }

    @Override
    public void merge(DriftPane later) {
        sample.merge(later.sample);
        later.deleted.forEach((document, offset) -> deleted.merge(document, offset, Math::max));
        n += later.n;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(n);
        sample.writeWithSegments(out);
        out.writeInt(deleted.size());
        for (Map.Entry<String, Long> one : new TreeMap<>(deleted).entrySet()) {
            StateBytes.writeText(one.getKey(), out);
            out.writeLong(one.getValue());
        }
    }

    static DriftPane read(DataInput in) throws IOException {
        return read(in, DriftState.Codec.VERSION);
    }

    /** Deletions are there from version 2 of a state on, segments from version 4. */
    static DriftPane read(DataInput in, int version) throws IOException {
        long n = in.readLong();
        DriftPane pane = new DriftPane(version < 4 ? Sample.read(in) : Sample.readWithSegments(in), n);
        for (int left = version < 2 ? 0 : in.readInt(); left > 0; left--) {
            pane.deleted.put(StateBytes.readWord(in), in.readLong());
        }
        return pane;
    }
}
