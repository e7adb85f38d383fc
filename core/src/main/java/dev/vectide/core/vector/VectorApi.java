package dev.vectide.core.vector;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/**
 * The choice between two implementations of one loop: that on the Vector API where its module is there and can be used, its
 * plain twin where not.
 */
public final class VectorApi {
    /** The level of HotSpot's optimising compiler. */
    private static final int FULLY = 4;

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

    /**
     * Whether this JVM compiles what runs often as well as it can. Where it was told not to ({@code -XX:TieredStopAtLevel}),
     * each step of the Vector API makes objects, and takes many times as long as a plain loop does.
     */
    public static boolean isCompiledWell() {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            return jvm == null || Integer.parseInt(jvm.getVMOption("TieredStopAtLevel").getValue()) == FULLY;
        } catch (IllegalArgumentException e) {
            return true; // A JVM that has no such option.
        }
    }
}
