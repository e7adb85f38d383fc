package dev.vectide.monitor.novelty;

import dev.vectide.monitor.nearest.Knn;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.StateBytes;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is told of a stream's references to those who look for neighbours: a copy of one, or which scores which panes. Written
 * as a byte, 1 or 2, and then id, number of vectors and of each document and values, or the {@link Coverage}. Lives between two
 * tasks of one job, never longer, and so bears no version.
 */
sealed interface News {
    /** A reference as far as neighbours are looked for in it. */
    record Copy(long id, Knn knn) implements News {}

    record Covered(Coverage coverage) implements News {}

    static byte[] copyOf(Reference reference) {
        return StateBytes.toBytes(out -> {
            out.writeByte(1);
            out.writeLong(reference.id);
            out.writeInt(reference.items().size());
            for (Sample.Item item : reference.items()) {
                StateBytes.writeText(item.document(), out);
                StateBytes.writeFloats(item.unit(), out);
            }
        });
    }

    static byte[] of(Coverage coverage) {
        return StateBytes.toBytes(out -> {
            out.writeByte(2);
            coverage.write(out);
        });
    }

    static News read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return in.readByte() == 1 ? readCopy(in) : new Covered(Coverage.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException("news of a reference cannot be read: " + e.getMessage(), e);
        }
    }

    private static Copy readCopy(DataInputStream in) throws IOException {
        long id = in.readLong();
        int size = in.readInt();
        List<Sample.Item> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(new Sample.Item(0, StateBytes.readWord(in), 0, 0, StateBytes.readFloats(in), null));
        }
        return new Copy(id, new Knn(items));
    }
}
