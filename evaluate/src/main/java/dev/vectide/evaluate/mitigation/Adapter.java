package dev.vectide.evaluate.mitigation;

import dev.vectide.core.transform.VectorMap;

/** W x, with a matrix W = I + Δ that {@link AdapterTraining} has learnt. */
public final class Adapter implements Transform {
    private final double[][] matrix;

    Adapter(double[][] matrix) {
        this.matrix = matrix;
    }

    @Override
    public int dimension() {
        return matrix.length;
    }

    @Override
    public String name() {
        return "adapter";
    }

    @Override
    public VectorMap map() {
        return new VectorMap(VectorMap.Kind.ADAPTER, matrix);
    }

    /** ‖Δ‖, Frobenius: how far it is from changing nothing. */
    public double distanceFromIdentity() {
        double squares = 0;
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                double delta = matrix[i][j] - (i == j ? 1 : 0);
                squares += delta * delta;
            }
        }
        return Math.sqrt(squares);
    }

    double[][] matrix() {
        return matrix;
    }
}
