package dev.vectide.encoder.memory;

import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.event.Bytes;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What documents were last encoded as. Bounded in bytes: the oldest are forgotten first, and then encoded again when they
 * come again, which is right as well, only slower.
 *
 * <p>Used by one thread.
 */
public final class VectorCache {
    /** Of an entry beside its key and its vectors, in the two maps and their objects. */
    private static final int ENTRY_BYTES = 256;

    private final long capacity;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long bytes;

    private record Entry(EncodedContent content, long bytes) {}

    /** @param capacity in bytes; with 0 nothing is remembered */
    public VectorCache(long capacity) {
        this.capacity = capacity;
    }

    /** Takes in what the document's newest content is encoded as; also again, once it is. */
    public void put(String key, EncodedContent content) {
        remove(key);
        long size = bytes(key, content);
        entries.put(key, new Entry(content, size));
        bytes += size;
        Iterator<Entry> oldest = entries.values().iterator();
        while (bytes > capacity && oldest.hasNext()) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    /** What the document was last encoded as, if it had this content. */
    public @Nullable EncodedContent find(String key, Bytes hash) {
        Entry entry = entries.get(key);
        return entry != null && entry.content().hash().equals(hash) ? entry.content() : null;
    }

    /** Counts the vectors of {@code content} from now on, if it still is what the document is. */
    public void encoded(String key, EncodedContent content) {
        Entry entry = entries.get(key);
        if (entry != null && entry.content() == content) {
            put(key, content);
        }
    }

    public void remove(String key) {
        Entry entry = entries.remove(key);
        bytes -= entry == null ? 0 : entry.bytes();
    }

    long bytes() {
        return bytes;
    }

    int size() {
        return entries.size();
    }

    private static long bytes(String key, EncodedContent content) {
        long size = ENTRY_BYTES + 2L * key.length();
        EncodedContent.Vectors vectors = content.vectors();
        if (vectors != null) {
            for (Chunk chunk : vectors.chunks()) {
                size += 64 + (long) Float.BYTES * chunk.vector().dimension();
            }
        }
        return size;
    }
}
