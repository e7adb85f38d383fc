package dev.vectide.indexer.streams;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.indexer.index.CollectionIndex;
import dev.vectide.indexer.index.ShardIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The index of a shard between whoever changes it and those who search in it. Searches share it; a change needs it alone, but
 * whoever brings one does not wait for searches to end: it lies down what is to change, and the next who comes takes it up,
 * be it the next change or the next search. So every question that is asked after {@link #apply} returns is answered with it.
 *
 * <p>Safe for concurrent use; changes come from one thread at a time.
 */
final class GuardedIndex {
    /** Records that may lie there before who brings one waits, and so what a search may find to take up. */
    private static final int MOST_WAITING = 64;

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Queue<Change> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingRecords = new AtomicInteger();
    private ShardIndex index;
    /** Records below it are in the index. */
    private long nextOffset;
    /** Rows that changed since the snapshot; changed while no one else has the index. */
    private long changes;

    private record Change(List<VectorsRecord> records, long nextOffset) {}

    GuardedIndex(ShardIndex empty) {
        this.index = empty;
    }

    /** Takes in records; {@code next} is the offset of the first that is not taken in. */
    void apply(List<VectorsRecord> records, long next) {
        waiting.add(new Change(records, next));
        if (waitingRecords.addAndGet(records.size()) > MOST_WAITING) {
            lock.writeLock().lock();
        } else if (!lock.writeLock().tryLock()) {
            return;
        }
        try {
            takeUp();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** What one fails to take up stays there, and fails the next as well: nothing is passed over. */
    private void takeUp() {
        for (Change change = waiting.peek(); change != null; change = waiting.peek()) {
            change.records().forEach(this::change);
            nextOffset = change.nextOffset();
            waiting.remove();
            waitingRecords.addAndGet(-change.records().size());
        }
    }

    private void change(VectorsRecord record) {
        if (record instanceof Embedding embedding) {
            index.put(embedding);
            changes++;
        } else if (record instanceof Tombstone tombstone) {
            index.remove(tombstone.key());
            changes++;
        }
    }

    /** Once more what the index has already, differently, after all records so far. */
    void putAgain(Embedding document) {
        alone(whole -> {
            whole.put(document);
            changes++;
            return document;
        });
    }

    /** What {@code work} does to the index, which nobody else has meanwhile. */
    <T> T alone(Function<ShardIndex, T> work) {
        lock.writeLock().lock();
        try {
            takeUp();
            return work.apply(index);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** What fills the index at a start. */
    @FunctionalInterface
    interface Filling {
        /** @return rows that differ from the last snapshot's */
        long fill(Consumer<ShardIndex> instead);
    }

    /** Fills the index, in which everything below {@code next} is then; the filling may put another in its place first. */
    void fill(long next, Filling filling) {
        lock.writeLock().lock();
        try {
            changes = filling.fill(other -> index = other);
            nextOffset = next;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** What {@code question} reads of the index. */
    <T> T ask(Function<ShardIndex, T> question) {
        share();
        try {
            return question.apply(index);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** What {@code question} reads of a stream's indexes, those that are there of it, at one moment. */
    static <T> T askAll(List<GuardedIndex> indexes, String stream, Function<List<CollectionIndex>, T> question) {
        indexes.forEach(GuardedIndex::share);
        try {
            List<CollectionIndex> collections = new ArrayList<>(indexes.size());
            for (GuardedIndex guarded : indexes) {
                CollectionIndex collection = guarded.index.find(stream);
                if (collection != null) {
                    collections.add(collection);
                }
            }
            return question.apply(collections);
        } finally {
            indexes.forEach(guarded -> guarded.lock.readLock().unlock());
        }
    }

    /** Whoever reads already sees no change until it is done, and must not wait for itself. */
    private void share() {
        if (waiting.isEmpty() || lock.getReadHoldCount() > 0) {
            lock.readLock().lock();
            return;
        }
        lock.writeLock().lock();
        try {
            takeUp();
            lock.readLock().lock();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Rows that changed since the last snapshot. */
    long changes() {
        return ask(whole -> changes);
    }

    /** What writes a snapshot of the index. */
    @FunctionalInterface
    interface Snapshot {
        /** @param nextOffset everything below it is in the index */
        void write(ShardIndex index, long nextOffset) throws IOException;
    }

    /** Has a snapshot written, while nobody changes the index; from then on changes are counted anew, even if it fails. */
    long snapshot(Snapshot snapshot) throws IOException {
        share();
        try {
            changes = 0;
            snapshot.write(index, nextOffset);
            return nextOffset;
        } finally {
            lock.readLock().unlock();
        }
    }
}
