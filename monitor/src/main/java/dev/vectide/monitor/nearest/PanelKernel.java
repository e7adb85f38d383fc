package dev.vectide.monitor.nearest;

/**
 * Inner products of queries with the rows of a panel: the loop in which the search for neighbours spends its time. A
 * panel is {@value #ROWS} rows, dimension by dimension: value j of row r is at {@code j · ROWS + r}.
 *
 * <p>Every product is added up in single precision from the first dimension to the last, each term rounded before it is
 * added, so that all implementations agree to the bit, whatever the number of queries. They hold no state and are safe for
 * concurrent use.
 */
public interface PanelKernel {
    int ROWS = 64;

    /** Name of the implementation, for the log. */
    String name();

    /**
     * @param queries of the panel's dimension
     * @param count how many of them, from the first
     * @param products receives {@value #ROWS} products a query
     */
    void multiply(float[] panel, float[][] queries, int count, float[][] products);

    /** Which of {@value #ROWS} products are greater than {@code bound}, the first in the lowest bit; NaN is not. */
    long greater(float[] products, float bound);

    /** The twin that every machine has. */
    static PanelKernel plain() {
        return new PlainPanelKernel();
    }

    /** The Vector API where its module is there, the plain twin where not. */
    static PanelKernel best() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return new PlainPanelKernel();
        }
        try {
            // By name, since a direct reference would end a process that runs without the module.
            return Class.forName("dev.vectide.monitor.nearest.VectorPanelKernel")
                    .asSubclass(PanelKernel.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            return new PlainPanelKernel();
        }
    }
}
