package dev.vectide.local.cli;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** How a command waits for what it started. */
final class Readiness {
    private static final long GLANCE_MS = 50;
    private static final long TELL_NS = TimeUnit.SECONDS.toNanos(10);

    private Readiness() {}

    /** False if told to stop before. What is waited for is told now and then. */
    static boolean await(Supplier<Optional<String>> notReady, CountDownLatch stop, Consumer<String> say)
            throws InterruptedException {
        long told = System.nanoTime();
        Optional<String> reason = notReady.get();
        while (reason.isPresent() && !stop.await(GLANCE_MS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - told > TELL_NS) {
                told = System.nanoTime();
                say.accept("Not ready yet: " + reason.get());
            }
            reason = notReady.get();
        }
        return stop.getCount() > 0;
    }
}
