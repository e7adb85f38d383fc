package dev.vectide.indexer.streams;

import dev.vectide.core.position.Position;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The shards that are open in this process, and a place to wait for what they reach.
 *
 * <p>Safe for concurrent use.
 */
final class Shards {
    private final ConcurrentSkipListMap<Integer, Shard> open = new ConcurrentSkipListMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    void opened(Shard shard) {
        open.put(shard.partition(), shard);
        moved();
    }

    void closed(Shard shard) {
        open.remove(shard.partition(), shard);
    }

    /** By partition. */
    Collection<Shard> all() {
        return open.values();
    }

    Position position() {
        Map<Integer, Long> offsets = new TreeMap<>();
        for (Shard shard : all()) {
            if (shard.isLoaded() && shard.eventsOffset() > 0) {
                offsets.put(shard.partition(), shard.eventsOffset() - 1);
            }
        }
        return new Position(offsets);
    }

    /** Tells whoever waits to look again. */
    void moved() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean await(Position wanted, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!position().reaches(wanted)) {
                if (left <= 0) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
