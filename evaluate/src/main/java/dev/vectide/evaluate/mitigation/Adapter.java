package dev.vectide.evaluate.mitigation;

import dev.vectide.core.transform.VectorMap;

/** W x, with a matrix W = I + Δ that {@link AdapterTraining} has learnt. */
public final class Adapter implements Transform {
    private final VectorMap map;

    Adapter(double[][] matrix) {
        this.map = new VectorMap(VectorMap.Kind.ADAPTER, matrix);
    }

    @Override
    public String name() {
        return "adapter";
    }

    @Override
    public VectorMap map() {
        return map;
    }

    /** ‖Δ‖, Frobenius: how far it is from changing nothing. */
    public double distanceFromIdentity() {
        double[][] matrix = map.rows();
        double squares = 0;
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                double delta = matrix[i][j] - (i == j ? 1 : 0);
                squares += delta * delta;
            }
        }
        return Math.sqrt(squares);
    }
}
