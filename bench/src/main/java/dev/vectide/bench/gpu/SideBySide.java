package dev.vectide.bench.gpu;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Tasks on a thread each. */
final class SideBySide {
    private SideBySide() {}

    /**
     * Seconds until all are done.
     *
     * @throws IllegalStateException if one fails: what was left undone must not pass for fast
     */
    static double seconds(List<Runnable> tasks) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            long start = System.nanoTime();
            List<Future<Object>> ends =
                    threads.invokeAll(tasks.stream().<Callable<Object>>map(Executors::callable).toList());
            double seconds = (System.nanoTime() - start) / 1e9;
            for (Future<Object> end : ends) {
                end.get();
            }
            return seconds;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a side fails: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
