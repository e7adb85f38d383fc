package dev.vectide.local;

import dev.vectide.core.kafka.ControlSpaces;
import dev.vectide.core.space.Space;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The space of a role that has no model, as an encoder tells of it when it starts, which may be a little later. */
final class KnownSpace {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration GLANCE = Duration.ofMillis(200);

    private KnownSpace() {}

    /**
     * @param waiting is told once, if there is something to wait for
     * @throws UnavailableException if it is not known in a minute, or several have the name
     */
    static Space await(ControlSpaces spaces, String name, Consumer<String> waiting) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean told = false;
        while (true) {
            try {
                return spaces.get(name);
            } catch (IllegalStateException e) {
                String why = String.valueOf(e.getMessage());
                if (System.nanoTime() > deadline) {
                    throw new UnavailableException(why);
                }
                if (!told) {
                    waiting.accept("Waiting up to " + PATIENCE.toSeconds() + " s: " + why);
                    told = true;
                }
                sleep();
            }
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(GLANCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while an encoder was waited for");
        }
    }
}
