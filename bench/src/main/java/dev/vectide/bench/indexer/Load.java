package dev.vectide.bench.indexer;

import dev.vectide.core.vector.FloatVector;
import java.util.Iterator;
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

    /** Records and documents that were made for it are not to be moved about in the heap while it runs. */
    static double seconds(Runnable work) {
        System.gc();
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

    /** What was done in a second. */
    record Mixed(double upserts, double queries) {
        double operations() {
            return upserts + queries;
        }
    }

    /**
     * One thread upserts and another searches, each as fast as it can, for about {@code seconds}.
     *
     * @param upserts parts of {@value Side#COMMIT} upserts each, made before the clock starts; they must suffice
     */
    static Mixed mixed(Side side, Iterator<Runnable> upserts, List<FloatVector> queries, int effort, double seconds) {
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        Callable<Double> writer = () -> {
            int done = 0;
            for (; System.nanoTime() < end; done += Side.COMMIT) {
                upserts.next().run();
            }
            return done / ((System.nanoTime() - start) / 1e9);
        };
        Callable<Double> searcher = () -> {
            int done = 0;
            for (; System.nanoTime() < end; done++) {
                side.nearest(queries.get(done % queries.size()), effort, Document.SHARES);
            }
            return done / ((System.nanoTime() - start) / 1e9);
        };
        List<Double> rates = together(List.of(writer, searcher));
        return new Mixed(rates.get(0), rates.get(1));
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
