package dev.vectide.indexer.index;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.stream.DocumentKey;
import java.util.Collections;
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
                .computeIfAbsent(embedding.key().stream(), stream -> new CollectionIndex(stream, dimension, kernel, texts))
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

    public @Nullable CollectionIndex find(String stream) {
        return collections.get(stream);
    }

    /** By stream. */
    public Map<String, CollectionIndex> collections() {
        return Collections.unmodifiableMap(collections);
    }
}
