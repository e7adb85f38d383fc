package dev.vectide.bench.indexer;

import dev.vectide.core.vector.FloatVector;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Work that is put on a side, and how fast it is done. */
final class Load {
    static final int SEARCHERS = 2;

    private Load() {}

    static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** Queries a second of {@value #SEARCHERS} threads over about {@code seconds}. */
    static double queriesPerSecond(Side side, List<FloatVector> queries, int effort, int below, double seconds) {
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        Callable<Integer> searcher = () -> {
            int done = 0;
            for (; System.nanoTime() < end; done++) {
                side.nearest(queries.get(done % queries.size()), effort, below);
            }
            return done;
        };
        List<Integer> done = together(IntStream.range(0, SEARCHERS).mapToObj(i -> searcher).toList());
        return done.stream().mapToInt(n -> n).sum() / ((System.nanoTime() - start) / 1e9);
    }

    /**
     * Operations a second while one thread makes {@code count} upserts and another as many queries, until both are done.
     *
     * @param upserts makes {@code count} of them
     */
    static double mixedPerSecond(Side side, Runnable upserts, int count, List<FloatVector> queries, int effort) {
        Callable<Integer> searcher = () -> {
            for (int i = 0; i < count; i++) {
                side.nearest(queries.get(i % queries.size()), effort, Document.SHARES);
            }
            return count;
        };
        return 2 * count / seconds(() -> together(List.of(searcher, Executors.callable(upserts, count))));
    }

    private static <T> List<T> together(List<Callable<T>> work) {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<Future<T>> futures = threads.invokeAll(work);
            List<T> results = new java.util.ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
