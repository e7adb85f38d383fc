package dev.vectide.monitor.nearest;

import java.util.Arrays;

/** The kernel in plain Java. */
final class PlainPanelKernel implements PanelKernel {
    @Override
    public String name() {
        return "plain Java";
    }

    @Override
    public void multiply(float[] panel, float[][] queries, int count, float[][] products) {
        for (int i = 0; i < count; i++) {
            multiply(panel, queries[i], products[i]);
        }
    }

    @Override
    public long greater(float[] products, float bound) {
        long greater = 0;
        for (int r = 0; r < ROWS; r++) {
            greater |= products[r] > bound ? 1L << r : 0;
        }
        return greater;
    }

    private static void multiply(float[] panel, float[] query, float[] products) {
        Arrays.fill(products, 0, ROWS, 0);
        for (int j = 0; j < query.length; j++) {
            float q = query[j];
            int row = j * ROWS;
            for (int r = 0; r < ROWS; r++) {
                products[r] += q * panel[row + r];
            }
        }
    }
}
