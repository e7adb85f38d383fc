package dev.vectide.evaluate.mitigation;

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
    public double[] affine(float[] vector) {
        double[] values = new double[vector.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = vector[i];
        }
        return times(matrix, values);
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

    static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[matrix.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = Products.dot(matrix[i], vector);
        }
        return product;
    }

    double[][] matrix() {
        return matrix;
    }
}
