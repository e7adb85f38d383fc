package dev.vectide.monitor.stats;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A uniform sample of at most {@code capacity} vectors without replacement: those with the smallest hashes (bottom-k).
 * Whatever the order and the merging, the same vectors are in it, in the same order.
 */
public final class Sample {
    private static final int TEXT = 200;

    /**
     * One vector of the sample.
     *
     * @param hash places it; ties are broken by partition and offset
     * @param unit of norm 1; not to be written to
     * @param text at most the first 200 characters, if stored
     * @param segments of the traffic that it belongs to, as {@code attribute=value}
     */
    public record Item(
            long hash,
            String document,
            int partition,
            long offset,
            float[] unit,
            @Nullable String text,
            List<String> segments) {
        static final Comparator<Item> ORDER = Comparator.comparingLong(Item::hash)
                .thenComparingInt(Item::partition)
                .thenComparingLong(Item::offset);

        public Item {
            segments = List.copyOf(segments);
        }

        /** Of no segment. */
        public Item(long hash, String document, int partition, long offset, float[] unit, @Nullable String text) {
            this(hash, document, partition, offset, unit, text, List.of());
        }

        /** Without the segments. */
        public void write(DataOutput out) throws IOException {
            out.writeLong(hash);
            StateBytes.writeText(document, out);
            out.writeInt(partition);
            out.writeLong(offset);
            StateBytes.writeFloats(unit, out);
            StateBytes.writeText(text, out);
        }

        public static Item read(DataInput in) throws IOException {
            return new Item(
                    in.readLong(),
                    StateBytes.readWord(in),
                    in.readInt(),
                    in.readLong(),
                    StateBytes.readFloats(in),
                    StateBytes.readText(in));
        }

        private void writeSegments(DataOutput out) throws IOException {
            out.writeInt(segments.size());
            for (String segment : segments) {
                StateBytes.writeText(segment, out);
            }
        }

        private static Item readWithSegments(DataInput in) throws IOException {
            Item item = read(in);
            List<String> segments = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                segments.add(StateBytes.readWord(in));
            }
            return new Item(
                    item.hash, item.document, item.partition, item.offset, item.unit, item.text, segments);
        }
    }

    private final int capacity;
    private final TreeSet<Item> items = new TreeSet<>(Item.ORDER);
    /** Hashes of what the samples before this one held, the smallest, sorted; not part of what is written. */
    private final long[] earlier;

    public Sample(int capacity) {
        this(capacity, new long[0]);
    }

    private Sample(int capacity, long[] earlier) {
        this.capacity = capacity;
        this.earlier = earlier;
    }

    /**
     * An empty sample, to be merged later with this one and those before it: it takes only what could still be in all of
     * them together. So of a stream that is sampled in parts, few vectors are kept more often than in one whole.
     */
    public Sample next() {
        LongStream hashes = items.stream().mapToLong(Item::hash);
        return new Sample(
                capacity,
                LongStream.concat(Arrays.stream(earlier), hashes).sorted().limit(capacity).toArray());
    }

    /** Whether a vector of this hash could enter. */
    public boolean wants(long hash) {
        if (capacity == 0 || (earlier.length == capacity && hash > earlier[capacity - 1])) {
            return false;
        }
        return items.size() < capacity || hash <= items.last().hash;
    }

    public void add(Item item) {
        if (wants(item.hash)) {
            items.add(item);
            if (items.size() > capacity) {
                items.pollLast();
            }
        }
    }

    public void merge(Sample other) {
        other.items.forEach(this::add);
    }

    /** Whether a version of a document is in it. */
    public boolean holds(String document) {
        return items.stream().anyMatch(item -> item.document.equals(document));
    }

    /** Takes out what meets a condition; whether anything did. Smaller hashes than those left may then be gone. */
    public boolean removeIf(Predicate<Item> condition) {
        return items.removeIf(condition);
    }

    /** The largest hash that could still enter. */
    public long reach() {
        return items.size() < capacity || capacity == 0 ? Long.MAX_VALUE : items.last().hash;
    }

    public int size() {
        return items.size();
    }

    /** Smallest hash first, at most {@code limit}. */
    public List<Item> first(int limit) {
        List<Item> first = new ArrayList<>(Math.min(limit, items.size()));
        for (Item item : items) {
            if (first.size() == limit) {
                break;
            }
            first.add(item);
        }
        return first;
    }

    /** The first part of a text, as samples and evidence keep it; never half of a surrogate pair. */
    public static @Nullable String shorten(@Nullable String text) {
        if (text == null || text.length() <= TEXT) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(TEXT - 1)) ? TEXT - 1 : TEXT);
    }

    public void write(DataOutput out) throws IOException {
        out.writeInt(capacity);
        out.writeInt(items.size());
        for (Item item : items) {
            item.write(out);
        }
    }

    public static Sample read(DataInput in) throws IOException {
        Sample sample = new Sample(in.readInt());
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            sample.items.add(Item.read(in));
        }
        return sample;
    }

    /** {@link #write} with the segments behind each vector. */
    public void writeWithSegments(DataOutput out) throws IOException {
        out.writeInt(capacity);
        out.writeInt(items.size());
        for (Item item : items) {
            item.write(out);
            item.writeSegments(out);
        }
    }

    public static Sample readWithSegments(DataInput in) throws IOException {
        Sample sample = new Sample(in.readInt());
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            sample.items.add(Item.readWithSegments(in));
        }
        return sample;
    }
}
