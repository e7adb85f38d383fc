package dev.vectide.bench.indexer.jvector;

import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import java.util.Arrays;

/**
 * What the nodes of a graph stand for, by their ordinals, which are given in turn. Those that the graph no longer has stay, for
 * a search that began before may still look at them.
 *
 * <p>One thread adds. Any may read a node that the graph has shown it, for the graph publishes it safely.
 */
final class Nodes implements RandomAccessVectorValues {
    private static final int BLOCK = 1 << 12;

    /** One version of a document. */
    record Node(int number, int share, String text, VectorFloat<?> vector) {}

    private final int dimension;
    private volatile Node[][] blocks = new Node[0][];
    private volatile int size;

    Nodes(int dimension) {
        this.dimension = dimension;
    }

    /** @return its ordinal */
    int add(Node node) {
        int ordinal = size;
        if (ordinal == blocks.length * BLOCK) {
            Node[][] more = Arrays.copyOf(blocks, blocks.length + 1);
            more[blocks.length] = new Node[BLOCK];
            blocks = more;
        }
        blocks[ordinal / BLOCK][ordinal % BLOCK] = node;
        size = ordinal + 1;
        return ordinal;
    }

    Node get(int ordinal) {
        return blocks[ordinal / BLOCK][ordinal % BLOCK];
    }

    /** Ordinals that were given. */
    @Override
    public int size() {
        return size;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public VectorFloat<?> getVector(int ordinal) {
        return get(ordinal).vector();
    }

    @Override
    public boolean isValueShared() {
        return false;
    }

    @Override
    public RandomAccessVectorValues copy() {
        return this;
    }
}
