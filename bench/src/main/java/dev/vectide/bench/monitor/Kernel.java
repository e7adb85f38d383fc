package dev.vectide.bench.monitor;

import dev.vectide.monitor.nearest.PanelKernel;

/**
 * The raw kernel of novelty: queries in batches against all panels of a reference, and nothing is kept of it. What a search
 * for neighbours cannot be faster than.
 */
final class Kernel {
    private static final int BATCH = 64;

    private final PanelKernel kernel;
    private final float[][] panels;
    private final float[][] queries;
    private final float[][] products = new float[BATCH][PanelKernel.ROWS];
    /** So that nothing can be left out as unused. */
    private float sink;

    Kernel(PanelKernel kernel, float[][] reference, float[][] queries) {
        this.kernel = kernel;
        int d = reference[0].length;
        this.panels = new float[(reference.length + PanelKernel.ROWS - 1) / PanelKernel.ROWS][d * PanelKernel.ROWS];
        for (int i = 0; i < reference.length; i++) {
            float[] panel = panels[i / PanelKernel.ROWS];
            for (int j = 0; j < d; j++) {
                panel[j * PanelKernel.ROWS + i % PanelKernel.ROWS] = reference[i][j];
            }
        }
        this.queries = queries;
    }

    void run(int count) {
        float[][] batch = new float[BATCH][];
        for (int from = 0; from < count; from += BATCH) {
            int size = Math.min(BATCH, count - from);
            for (int i = 0; i < size; i++) {
                batch[i] = queries[(from + i) % queries.length];
            }
            for (float[] panel : panels) {
                kernel.multiply(panel, batch, size, products);
                sink += products[0][0];
            }
        }
    }

    float sink() {
        return sink;
    }
}
