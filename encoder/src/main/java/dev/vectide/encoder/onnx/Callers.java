package dev.vectide.encoder.onnx;

import dev.vectide.core.encoder.EncoderException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that share a session, each with one batch at a time. Somebody who waits for an answer does not wait for a
 * stream's hundreds of texts: his batches go first, and those of a small request before those of a large one.
 *
 * <p>Safe for concurrent use.
 */
final class Callers {
    /** After every request. */
    static final int STREAM = Integer.MAX_VALUE;

    private final ThreadPoolExecutor threads;
    private final AtomicLong order = new AtomicLong();

    /** A task with its place in the queue: by rank, and among equals as they came. */
    private static final class Ranked extends FutureTask<Void> implements Comparable<Ranked> {
        private final int rank;
        private final long order;

        Ranked(Runnable task, int rank, long order) {
            super(task, null);
            this.rank = rank;
            this.order = order;
        }

        @Override
        public int compareTo(Ranked other) {
            return rank == other.rank ? Long.compare(order, other.order) : Integer.compare(rank, other.rank);
        }
    }

    Callers(int count) {
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "encoder-caller-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Runs all tasks and waits for them; of those that fail, one says why.
     *
     * @param rank the lower, the sooner: how many texts a request has, or {@link #STREAM}
     */
    void run(List<Runnable> tasks, int rank) {
        List<Ranked> running = new ArrayList<>(tasks.size());
        for (Runnable task : tasks) {
            Ranked ranked = new Ranked(task, rank, order.getAndIncrement());
            running.add(ranked);
            threads.execute(ranked);
        }
        try {
            for (Ranked task : running) {
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
