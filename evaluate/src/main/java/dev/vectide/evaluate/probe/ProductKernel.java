package dev.vectide.evaluate.probe;

/**
 * Products of small dense matrices, row by row in an array: the loop in which a probe spends its time.
 *
 * <p>Every number is added up from the first term to the last, each term rounded before it is added, so that all
 * implementations agree to the bit. They hold no state and are safe for concurrent use.
 */
interface ProductKernel {
    /** Name of the implementation. */
    String name();

    /** Adds to C what A B is, of [{@code rows}, {@code depth}] and [{@code depth}, {@code width}]. */
    void addProduct(double[] a, int rows, int depth, double[] b, int width, double[] c);

    /** The Vector API where its module is there, the plain twin where not. */
    static ProductKernel best() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return new PlainProductKernel();
        }
        try {
            // By name, since a direct reference would end a process that runs without the module.
            return Class.forName("dev.vectide.evaluate.probe.VectorProductKernel")
                    .asSubclass(ProductKernel.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            return new PlainProductKernel();
        }
    }
}
