package dev.vectide.indexer.streams;

import dev.vectide.core.position.Position;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The shards that are open in this process, and a place to wait for what they reach. A shard is owned here once it is restored,
 * unless it is a standby replica; a replica, or a shard that is being restored, can answer in its owner's place once it has caught
 * up.
 *
 * <p>Safe for concurrent use.
 */
final class Shards {
    private final ConcurrentSkipListMap<Integer, Held> open = new ConcurrentSkipListMap<>();
    /** Records behind at which a replica that had caught up no longer has. */
    private static final long MOST_BEHIND = 10_000;

    private final AtomicLong failedSnapshots = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    private static final class Held {
        private final Shard shard;
        private final BooleanSupplier standby;
        private volatile boolean restored;
        private volatile boolean caughtUp;

        Held(Shard shard, BooleanSupplier standby) {
            this.shard = shard;
            this.standby = standby;
        }

        boolean isOwned() {
            return restored && shard.isLoaded() && !standby.getAsBoolean();
        }

        boolean isBackup() {
            return caughtUp && shard.isLoaded();
        }
    }

    /** @param standby whether it is a replica, at the moment that it is asked */
    void opened(Shard shard, BooleanSupplier standby) {
        open.put(shard.partition(), new Held(shard, standby));
        moved();
    }

    /** One that nobody restores. */
    void owned(Shard shard) {
        opened(shard, () -> false);
        restored(shard.partition(), true);
    }

    void closed(Shard shard) {
        if (open.values().removeIf(held -> held.shard == shard)) {
            failedSnapshots.addAndGet(shard.failedSnapshots());
        }
    }

    /** Whether the partition's shard has all that was committed before it was opened here. */
    void restored(int partition, boolean restored) {
        Held held = open.get(partition);
        if (held != null) {
            held.restored = restored;
            held.caughtUp |= restored;
            moved();
        }
    }

    /**
     * @param lag records of the topic that the partition's shard has not got
     * @param reached whether it has reached what its owner had a while ago
     */
    void behind(int partition, long lag, boolean reached) {
        Held held = open.get(partition);
        if (held != null) {
            held.caughtUp = (reached || held.caughtUp) && lag <= MOST_BEHIND;
        }
    }

    /** Whether nobody has closed it yet. */
    boolean isOpen(Shard shard) {
        Held held = open.get(shard.partition());
        return held != null && held.shard == shard;
    }

    /** By partition, replicas included. */
    List<Shard> all() {
        return open.values().stream().map(held -> held.shard).toList();
    }

    /** Those that answer for their partition, in its order. */
    List<Shard> owned() {
        return those(Held::isOwned);
    }

    /** Those that can answer where the owner does not, itself included. */
    List<Shard> backups() {
        return those(held -> held.isOwned() || held.isBackup());
    }

    private List<Shard> those(Predicate<Held> which) {
        return open.values().stream().filter(which).map(held -> held.shard).toList();
    }

    static Position position(Collection<Shard> shards) {
        Map<Integer, Long> offsets = new TreeMap<>();
        for (Shard shard : shards) {
            if (shard.isLoaded() && shard.eventsOffset() > 0) {
                offsets.put(shard.partition(), shard.eventsOffset() - 1);
            }
        }
        return new Position(offsets);
    }

    /** Snapshots of all shards, also of those that were closed, that could not be written. */
    long failedSnapshots() {
        return failedSnapshots.get() + all().stream().mapToLong(Shard::failedSnapshots).sum();
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

    /** Whether {@code reached} gets to {@code wanted} within {@code patience}. */
    boolean await(Position wanted, Supplier<Position> reached, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!reached.get().reaches(wanted)) {
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
