package dev.vectide.local.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * SIGINT and SIGTERM. The JVM's own answer to them ends with an exit code of 128 + n and cannot be told to hurry; the
 * class that can do better, {@code sun.misc.Signal}, is public in every JDK and yet no API, so it is reached by name.
 */
final class Signals {
    private static final int KILLED_BY_INT = 130;

    private Signals() {}

    /**
     * At the first signal the process is gone. For a command that has nothing to finish: at an orderly end the JVM would take
     * the runtime from under threads that are still encoding, and crash.
     */
    static void haltOnStop() {
        onStop(() -> Runtime.getRuntime().halt(KILLED_BY_INT));
    }

    /** {@code stop} is called, in a thread of its own, at the first signal; the second halts the process. */
    @SuppressWarnings("ReferenceEquality") // What equals means for a proxy without state.
    static void onStop(Runnable stop) {
        AtomicBoolean first = new AtomicBoolean(true);
        InvocationHandler handler = (proxy, method, args) -> {
            if (!method.getName().equals("handle")) {
                return method.getName().equals("equals") ? proxy == args[0] : method.getName().hashCode();
            }
            if (first.getAndSet(false)) {
                stop.run();
            } else {
                Runtime.getRuntime().halt(KILLED_BY_INT);
            }
            return null;
        };
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
            for (String name : new String[] {"INT", "TERM"}) {
                signal.getMethod("handle", signal, type)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            }
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // -Xrs, or a JVM without it: the shutdown hook is the second best.
            Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
        }
    }
}
