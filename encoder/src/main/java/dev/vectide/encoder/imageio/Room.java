package dev.vectide.encoder.imageio;

import dev.vectide.core.encoder.EncoderException;
import java.util.concurrent.Semaphore;

/**
 * Memory for decoded pictures, for all of the process. Whoever finds too little of it waits.
 *
 * <p>Safe for concurrent use.
 */
final class Room {
    private static final int KIBIBYTE = 1024;

    /** All there is, in KiB: a fifth of what the launcher gives the system, enough for 50 million pixels of RGB and alpha. */
    static final int MOST = 192 * KIBIBYTE;

    private static final Semaphore FREE = new Semaphore(MOST, true);

    private Room() {}

    /** @throws EncoderException if there will never be room for so much, or the wait is interrupted */
    static void with(long bytes, Runnable action) {
        long wanted = bytes / KIBIBYTE + 1;
        if (wanted > MOST) {
            throw new EncoderException("the picture takes " + wanted + " KiB decoded, at most " + MOST + " are allowed", null);
        }
        try {
            FREE.acquire((int) wanted);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EncoderException("interrupted while waiting for memory to decode a picture", e);
        }
        try {
            action.run();
        } finally {
            FREE.release((int) wanted);
        }
    }
}
