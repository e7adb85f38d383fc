package dev.vectide.core.vector;

import java.util.function.Supplier;

/**
 * The choice between two implementations of one loop: that on the Vector API where its module is there and can be used, its
 * plain twin where not.
 */
public final class VectorApi {
    private VectorApi() {}

    /**
     * @param vector a lambda that calls the constructor: what it refers to is loaded only when it runs. A method reference would
     *     be resolved before, and end a process that runs without the module.
     */
    public static <T> T orPlain(Supplier<T> vector, Supplier<T> plain) {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return plain.get();
        }
        try {
            return vector.get();
        } catch (LinkageError e) {
            return plain.get();
        }
    }
}
