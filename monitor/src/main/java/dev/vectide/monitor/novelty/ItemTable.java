package dev.vectide.monitor.novelty;

import dev.vectide.monitor.stats.Sample;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;

/** Vectors that several lists of a state share, each written once; the lists are then numbers. */
final class ItemTable {
    private final List<Sample.Item> items = new ArrayList<>();
    private final IdentityHashMap<Sample.Item, Integer> numbers = new IdentityHashMap<>();

    void addAll(Collection<Sample.Item> more) {
        for (Sample.Item item : more) {
            if (numbers.putIfAbsent(item, items.size()) == null) {
                items.add(item);
            }
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(items.size());
        for (Sample.Item item : items) {
            item.write(out);
        }
    }

    static ItemTable read(DataInput in) throws IOException {
        ItemTable table = new ItemTable();
        for (int left = in.readInt(); left > 0; left--) {
            table.items.add(Sample.Item.read(in));
        }
        return table;
    }

    /** @param list all of it was added before */
    void write(Collection<Sample.Item> list, DataOutput out) throws IOException {
        out.writeInt(list.size());
        for (Sample.Item item : list) {
            Integer number = numbers.get(item);
            if (number == null) {
                throw new IllegalStateException("a vector of " + item.document() + " is not in the table");
            }
            out.writeInt(number);
        }
    }

    List<Sample.Item> readList(DataInput in) throws IOException {
        int size = in.readInt();
        List<Sample.Item> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(items.get(in.readInt()));
        }
        return list;
    }
}
