package dev.vectide.evaluate.probe;

import dev.vectide.evaluate.vector.InnerProducts;
import dev.vectide.evaluate.vector.TopK;
import dev.vectide.evaluate.vector.Vectors;

/**
 * Tells labels by the nearest of a labelled set, by cosine; of equally near ones the first of the set counts first. A majority
 * that is tied goes to whose neighbour is nearest; weights are exp(cos / T) with T = 0.07 (Wu et al. 2018).
 *
 * <p>Immutable.
 */
public final class Knn {
    private static final double TEMPERATURE = 0.07;

    private final int[][] neighbours;
    private final double[][] cosines;
    private final int[] labels;
    private final int classes;

    private Knn(int[][] neighbours, double[][] cosines, int[] labels, int classes) {
        this.neighbours = neighbours;
        this.cosines = cosines;
        this.labels = labels;
        this.classes = classes;
    }

    /**
     * @param labels of the set, from 0
     * @param most of the neighbours that are looked for
     */
    public static Knn of(Vectors set, int[] labels, int classes, Vectors queries, int most) {
        int[][] neighbours = new int[queries.size()][];
        double[][] cosines = new double[queries.size()][];
        int[] order = TopK.inOrder(set.size());
        new InnerProducts(set.units()).forEach(queries.units(), (i, products) -> {
            neighbours[i] = TopK.of(products, order, most);
            cosines[i] = new double[neighbours[i].length];
            for (int j = 0; j < cosines[i].length; j++) {
                cosines[i][j] = products[neighbours[i][j]];
            }
        });
        return new Knn(neighbours, cosines, labels, classes);
    }

    /** Of the set, the nearest to a query. */
    public int nearest(int query) {
        return neighbours[query][0];
    }

    /** Of a query to the nearest. */
    public double cosine(int query) {
        return cosines[query][0];
    }

    public int[] majority(int k) {
        return told(k, cosine -> 1);
    }

    public int[] weighted(int k) {
        return told(k, cosine -> Math.exp(cosine / TEMPERATURE));
    }

    private interface Vote {
        double of(double cosine);
    }

    private int[] told(int k, Vote vote) {
        int[] told = new int[neighbours.length];
        for (int i = 0; i < told.length; i++) {
            double[] votes = new double[classes];
            int count = Math.min(k, neighbours[i].length);
            for (int j = 0; j < count; j++) {
                votes[labels[neighbours[i][j]]] += vote.of(cosines[i][j]);
            }
            told[i] = labels[neighbours[i][0]];
            for (int j = 1; j < count; j++) {
                int label = labels[neighbours[i][j]];
                if (votes[label] > votes[told[i]]) {
                    told[i] = label;
                }
            }
        }
        return told;
    }
}
