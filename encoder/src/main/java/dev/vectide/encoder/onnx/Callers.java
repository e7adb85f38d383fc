package dev.vectide.encoder.onnx;

import dev.vectide.core.encoder.EncoderException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that share a session, each with one batch at a time.
 *
 * <p>Safe for concurrent use.
 */
final class Callers {
    private final ExecutorService threads;

    Callers(int count) {
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "encoder-caller-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs all tasks and waits for them; of those that fail, one says why. */
    void run(List<Runnable> tasks) {
        List<Future<?>> running = new ArrayList<>(tasks.size());
        tasks.forEach(task -> running.add(threads.submit(task)));
        try {
            for (Future<?> task : running) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new EncoderException("encoding failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EncoderException("interrupted while encoding", e);
        }
    }

    /** Whether no task runs any more: one of an interrupted call may go on for a while. */
    boolean end() {
        threads.shutdownNow();
        try {
            return threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
