package dev.vectide.local.cli;

import dev.vectide.local.LocalSystem;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** How a command waits for the system that it started. */
final class Readiness {
    private static final long GLANCE_MS = 50;
    private static final long TELL_NS = TimeUnit.SECONDS.toNanos(10);

    private Readiness() {}

    /** False if told to stop before. What is waited for is told now and then. */
    static boolean await(LocalSystem system, CountDownLatch stop, Consumer<String> say) throws InterruptedException {
        long told = System.nanoTime();
        Optional<String> reason = system.notReady();
        while (reason.isPresent() && !stop.await(GLANCE_MS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - told > TELL_NS) {
                told = System.nanoTime();
                say.accept("Not ready yet: " + reason.get());
            }
            reason = system.notReady();
        }
        return stop.getCount() > 0;
    }
}
