package dev.vectide.local.cli;

import java.util.concurrent.TimeUnit;

/** Sleep, broken off by an interrupt as by an error. */
final class Waiting {
    private Waiting() {}

    static void nanos(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("interrupted");
        }
    }
}
