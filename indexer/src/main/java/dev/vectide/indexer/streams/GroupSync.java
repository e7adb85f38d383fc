package dev.vectide.indexer.streams;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Makes what shards have applied safe from a power cut, of all of them at once: a disk has four logs written about as soon as
 * one, and who waits for each in turn waits four times.
 *
 * <p>Safe for concurrent use.
 */
final class GroupSync implements AutoCloseable {
    private static final int MOST_AT_ONCE = 16;

    private final ExecutorService threads;

    /** @param partitions that there may be in this process */
    GroupSync(int partitions) {
        this.threads = Executors.newFixedThreadPool(Math.max(1, Math.min(MOST_AT_ONCE, partitions)), task -> {
            Thread thread = new Thread(task, "indexer-sync");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Returns once all that was applied to any of them is on the disk. */
    void sync(List<Shard> shards) {
        List<Shard> unsynced = shards.stream().filter(Shard::isUnsynced).toList();
        if (unsynced.size() == 1) {
            unsynced.get(0).sync();
            return;
        }
        CompletableFuture<?>[] syncs = unsynced.stream()
                .map(shard -> CompletableFuture.runAsync(shard::sync, threads))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(syncs).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
