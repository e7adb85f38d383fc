package dev.vectide.evaluate.vector;

import java.util.stream.IntStream;

/**
 * Inner products of queries with all of a set of vectors, in double. The set lies in panels of 64 vectors, dimension by
 * dimension, so that the inner loop runs along vectors and the compiler makes SIMD of it; a block of queries shares a panel
 * while it is in the cache. Terms are added in the order of the dimensions, four at a time, whatever the neighbours: equal
 * vectors have equal products to the bit.
 *
 * <p>Immutable, so safe for concurrent use; {@link #forEach} uses the common pool.
 */
public final class InnerProducts {
    private static final int WIDTH = 64;
    private static final int QUERIES = 16;

    private final double[][] panels;
    private final int size;
    private final int dimension;

    /** Called once for each query, by several threads at once for different ones. */
    @FunctionalInterface
    public interface Row {
        /** @param products of the query with each of the set, in order; valid during the call only */
        void accept(int query, double[] products);
    }

    public InnerProducts(Vectors set) {
        this.size = set.size();
        this.dimension = set.dimension();
        int padded = (dimension + 3) / 4 * 4;
        this.panels = new double[(size + WIDTH - 1) / WIDTH][padded * WIDTH];
        for (int i = 0; i < size; i++) {
            float[] row = set.row(i);
            double[] panel = panels[i / WIDTH];
            for (int j = 0; j < dimension; j++) {
                panel[j * WIDTH + i % WIDTH] = row[j];
            }
        }
    }

    public int size() {
        return size;
    }

    /** Of one of the set with itself, to the bit what it has with an equal query: so equal vectors have distance 0. */
    public double square(int i) {
        double[] panel = panels[i / WIDTH];
        double sum = 0;
        for (int at = i % WIDTH; at < panel.length; at += 4 * WIDTH) {
            double a = panel[at];
            double b = panel[at + WIDTH];
            double c = panel[at + 2 * WIDTH];
            double d = panel[at + 3 * WIDTH];
            sum += a * a + b * b + c * c + d * d;
        }
        return sum;
    }

    public void forEach(Vectors queries, Row row) {
        if (queries.dimension() != dimension) {
            throw new IllegalArgumentException(
                    "queries of dimension " + queries.dimension() + " where " + dimension + " is expected");
        }
        int blocks = (queries.size() + QUERIES - 1) / QUERIES;
        IntStream.range(0, blocks).parallel().forEach(block -> block(queries, block * QUERIES, row));
    }

    private void block(Vectors queries, int first, Row row) {
        int count = Math.min(QUERIES, queries.size() - first);
        double[][] products = new double[count][panels.length * WIDTH];
        for (int panel = 0; panel < panels.length; panel++) {
            for (int query = 0; query < count; query++) {
                panel(queries.row(first + query), panels[panel], products[query], panel * WIDTH);
            }
        }
        for (int query = 0; query < count; query++) {
            row.accept(first + query, products[query]);
        }
    }

    private static void panel(float[] query, double[] panel, double[] products, int at) {
        double[] sums = new double[WIDTH];
        for (int j = 0; j < query.length; j += 4) {
            double a = query[j];
            double b = j + 1 < query.length ? query[j + 1] : 0;
            double c = j + 2 < query.length ? query[j + 2] : 0;
            double d = j + 3 < query.length ? query[j + 3] : 0;
            int from = j * WIDTH;
            for (int i = 0; i < WIDTH; i++) {
                sums[i] += a * panel[from + i]
                        + b * panel[from + WIDTH + i]
                        + c * panel[from + 2 * WIDTH + i]
                        + d * panel[from + 3 * WIDTH + i];
            }
        }
        System.arraycopy(sums, 0, products, at, WIDTH);
    }
}
