package dev.vectide.indexer.index;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.stream.DocumentKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The collections of one partition.
 *
 * <p>Not safe for concurrent use: readers may share, a writer must be alone.
 */
public final class ShardIndex {
    private final int dimension;
    private final Texts texts;
    private final Shared shared = new Shared();
    private final DotKernel kernel = DotKernels.best();
    private final SortedMap<String, CollectionIndex> collections = new TreeMap<>();

    public ShardIndex(int dimension, Texts texts) {
        this.dimension = dimension;
        this.texts = texts;
    }

    /** What compares codes on this machine, for the log. */
    public String kernel() {
        return kernel.name();
    }

    /** Takes in a document; an earlier version of it is replaced. */
    public void put(Embedding embedding) {
        if (embedding.dimension() != dimension) {
            throw new IllegalArgumentException(
                    embedding.key() + " has dimension " + embedding.dimension() + " where " + dimension + " is expected");
        }
        collections
                .computeIfAbsent(embedding.key().stream(), stream -> new CollectionIndex(stream, dimension, kernel, texts, shared))
                .put(embedding);
    }

    public void remove(DocumentKey key) {
        CollectionIndex collection = collections.get(key.stream());
        if (collection != null) {
            collection.remove(key.document());
            if (collection.size() == 0) {
                collections.remove(key.stream());
            }
        }
    }

    /** Removes documents that expire at or before {@code nowMs}, at most {@code most}, and answers which. */
    public List<DocumentKey> expire(long nowMs, int most) {
        List<DocumentKey> expired = new ArrayList<>();
        for (Map.Entry<String, CollectionIndex> collection : List.copyOf(collections.entrySet())) {
            for (String id : collection.getValue().expire(nowMs, most - expired.size())) {
                expired.add(new DocumentKey(collection.getKey(), id));
            }
            if (collection.getValue().size() == 0) {
                collections.remove(collection.getKey());
            }
        }
        return expired;
    }

    public @Nullable CollectionIndex find(String stream) {
        return collections.get(stream);
    }

    /** By stream. */
    public Map<String, CollectionIndex> collections() {
        return Collections.unmodifiableMap(collections);
    }

    /** Everything, so that {@link #read} makes the same index of it. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(dimension);
        out.writeInt(collections.size());
        for (Map.Entry<String, CollectionIndex> collection : collections.entrySet()) {
            AttributeCodec.writeText(out, collection.getKey());
            collection.getValue().write(out);
        }
    }

    /** @throws IOException if the dimension is another one */
    public static ShardIndex read(DataInput in, int dimension, Texts texts) throws IOException {
        int written = in.readInt();
        if (written != dimension) {
            throw new IOException("vectors of dimension " + written + " where " + dimension + " is expected");
        }
        ShardIndex read = new ShardIndex(dimension, texts);
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            String stream = AttributeCodec.readText(in);
            read.collections.put(
                    stream, CollectionIndex.read(in, stream, dimension, read.kernel, texts, read.shared));
        }
        return read;
    }
}
