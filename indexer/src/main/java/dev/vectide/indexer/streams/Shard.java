package dev.vectide.indexer.streams;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.Progress;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.event.Content;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.wire.VectorsCodec;
import dev.vectide.indexer.index.CollectionIndex;
import dev.vectide.indexer.index.ShardIndex;
import dev.vectide.indexer.lexical.LexicalIndexes;
import dev.vectide.indexer.lexical.LexicalView;
import dev.vectide.indexer.rocks.RocksMemory;
import dev.vectide.indexer.rocks.Rows;
import dev.vectide.indexer.rocks.SnapshotFile;
import dev.vectide.indexer.search.StoreUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition of the vectors topic: its rows, and the index over them. A record is written to the rows, with its offset,
 * before it shows in the index; one at or below the offset reached is a repetition and changes nothing.
 *
 * <p>Of streams that are watched, each document that comes is noted in the same batch as one to be looked at; whoever looks
 * may write its row once more, if it is still the one that was seen.
 *
 * <p>One thread applies records and one looks; any may read. What is read is read between {@code open} and {@code close}, never beyond.
 */
final class Shard {
    private static final Logger LOG = LoggerFactory.getLogger(Shard.class);
    /** Changed rows that a start takes up in no time. */
    private static final long FEW = 5_000;
    private static final int EXPIRED_AT_ONCE = 1_000;
    /** Of all rows, that may have changed before there is a new snapshot. */
    private static final double CHANGED = 0.25;

    private final int partition;
    private final Rows rows;
    private final SnapshotFile snapshot;
    private final int dimension;
    private final Predicate<String> watched;
    private final GuardedIndex index;
    private final LexicalIndexes lexical = new LexicalIndexes(this::documents);
    /** Held by whoever changes rows, then words, then the index: no change is to come between. Taken before the other locks. */
    private final ReentrantLock writing = new ReentrantLock();
    /** Held shared by whoever reads rows, alone by whoever closes them. */
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
    private long nextOffset;
    /** Records below it are in the snapshot. */
    private long snapshotOffset;
    /** Notes that nobody has taken back, and from which offset on to look for the next. */
    private final AtomicLong notes = new AtomicLong();
    private long nextNote;
    private volatile long eventsOffset;
    private volatile boolean fromSnapshot;
    private final AtomicInteger failedSnapshots = new AtomicInteger();
    private volatile boolean loaded;
    private volatile boolean closed;

    private Shard(int partition, Rows rows, SnapshotFile snapshot, int dimension, Predicate<String> watched) {
        this.watched = watched;
        this.partition = partition;
        this.rows = rows;
        this.snapshot = snapshot;
        this.dimension = dimension;
        this.index = new GuardedIndex(new ShardIndex(dimension, this::text));
        this.nextOffset = rows.nextOffset().orElse(0);
        this.eventsOffset = rows.eventsOffset().orElse(0);
    }

    /** With no stream that is watched. */
    static Shard open(int partition, Path directory, RocksMemory memory, int dimension) {
        return open(partition, directory, memory, dimension, stream -> false);
    }

    /**
     * @param directory belongs to this shard alone
     * @param watched streams whose documents are to be looked at
     */
    static Shard open(
            int partition, Path directory, RocksMemory memory, int dimension, Predicate<String> watched) {
        Rows rows = Rows.open(directory.resolve("rows"), memory);
        return new Shard(partition, rows, new SnapshotFile(directory.resolve("snapshot")), dimension, watched);
    }

    /** Of the first record that is not applied. */
    long nextOffset() {
        return nextOffset;
    }

    int partition() {
        return partition;
    }

    /** Events of the partition below it are reflected in every answer. */
    long eventsOffset() {
        return eventsOffset;
    }

    boolean isLoaded() {
        return loaded;
    }

    /**
     * Fills the index: from the snapshot and the rows that changed since, or from all rows where no snapshot can be trusted.
     * To be called once, before the first record is applied.
     */
    void load() {
        open.readLock().lock();
        try {
            if (!closed) {
                index.fill(nextOffset, this::load);
                notes.set(rows.toLookAt(0, Integer.MAX_VALUE).size());
                loaded = true;
            }
        } finally {
            open.readLock().unlock();
        }
    }

    /** @return rows that differ from the snapshot's, more than there can be where it is of no use */
    private long load(Consumer<ShardIndex> instead) {
        ShardIndex found = snapshotIndex();
        fromSnapshot = found != null;
        ShardIndex filled = found == null ? new ShardIndex(dimension, this::text) : found;
        instead.accept(filled);
        if (found == null) {
            rows.forEach((key, value) -> filled.put(embedding(key, value)));
            return Long.MAX_VALUE / 2;
        }
        AtomicLong changes = new AtomicLong();
        rows.changedSince(snapshotOffset, key -> {
            byte[] value = rows.get(key);
            if (value == null) {
                filled.remove(DocumentKey.parse(key));
            } else {
                filled.put(embedding(key, value));
            }
            changes.incrementAndGet();
        });
        return changes.get();
    }

    /** Snapshots that could not be written since it opened. */
    int failedSnapshots() {
        return failedSnapshots.get();
    }

    /** Whether it was loaded from a snapshot. */
    boolean isFromSnapshot() {
        return fromSnapshot;
    }

    private @Nullable ShardIndex snapshotIndex() {
        Optional<SnapshotFile.Snapshot<ShardIndex>> found =
                snapshot.read(in -> ShardIndex.read(in, dimension, this::text));
        if (found.isEmpty() || found.get().sequence() < rows.logStart() || found.get().sequence() > nextOffset) {
            return null;
        }
        snapshotOffset = found.get().sequence();
        return found.get().value();
    }

    /** Applied records that the last snapshot does not hold; to be called by the thread that applies them. */
    long tail() {
        return nextOffset - snapshotOffset;
    }

    /** Writes a snapshot if so much has changed that a start would feel it. */
    void snapshotIfDue() {
        boolean due = ask(whole -> {
            long rowCount = whole.collections().values().stream().mapToLong(CollectionIndex::rows).sum();
            return index.changes() >= Math.max(FEW, CHANGED * rowCount);
        });
        if (due) {
            snapshot();
        }
    }

    /** Writes a snapshot. Writers wait, readers do not. Without one the next start takes longer, that is all. */
    synchronized void snapshot() {
        open.readLock().lock();
        try {
            if (!closed && loaded && writeSnapshot()) {
                rows.forgetLog(snapshotOffset);
            }
        } finally {
            open.readLock().unlock();
        }
    }

    private boolean writeSnapshot() {
        try {
            snapshotOffset = index.snapshot((whole, next) -> {
                // A snapshot that is ahead of the rows would be worth nothing.
                rows.flush();
                snapshot.write(next, whole::write);
            });
            return true;
        } catch (IOException e) {
            failedSnapshots.incrementAndGet();
            LOG.warn("partition {}: no snapshot, the next start reads the rows: {}", partition, e.toString());
            return false;
        }
    }

    /** A record as it came and as it was read. */
    record Arrival(long offset, byte[] key, byte @Nullable [] value, VectorsRecord record) {}

    /** Takes in records in the order of their offsets. */
    void apply(List<Arrival> arrivals) {
        writing.lock();
        try {
            applyAlone(arrivals);
        } finally {
            writing.unlock();
        }
    }

    private void applyAlone(List<Arrival> arrivals) {
        List<Arrival> fresh = new ArrayList<>(arrivals.size());
        int noted = 0;
        long events = eventsOffset;
        try (Rows.Batch batch = rows.batch()) {
            for (Arrival arrival : arrivals) {
                if (arrival.offset() < nextOffset) {
                    continue;
                }
                fresh.add(arrival);
                if (arrival.record() instanceof Progress progress) {
                    events = Math.max(events, progress.nextOffset());
                    batch.eventsOffset(events);
                } else {
                    if (arrival.value() == null) {
                        batch.delete(arrival.key());
                    } else {
                        batch.put(arrival.key(), arrival.value());
                    }
                    batch.changed(arrival.offset(), arrival.key());
                    if (arrival.record() instanceof Embedding embedding && watched.test(embedding.key().stream())) {
                        batch.toLookAt(arrival.offset(), arrival.key());
                        noted++;
                    }
                }
            }
            if (fresh.isEmpty()) {
                return;
            }
            long next = fresh.get(fresh.size() - 1).offset() + 1;
            batch.write(next);
            nextOffset = next;
            notes.addAndGet(noted);
        }
        index(fresh);
        eventsOffset = events;
    }

    private void index(List<Arrival> arrivals) {
        List<VectorsRecord> records = new ArrayList<>(arrivals.size());
        for (Arrival arrival : arrivals) {
            if (arrival.record() instanceof Embedding embedding) {
                lexical.put(embedding);
            } else if (arrival.record() instanceof Tombstone tombstone) {
                lexical.remove(tombstone.key());
            }
            records.add(arrival.record());
        }
        index.apply(records, nextOffset);
    }

    /**
     * Frees what has expired, on the thread that applies records. It is not in the log: a start from a snapshot brings it
     * back into the index, where nobody sees it and the next call finds it.
     */
    void expire(long nowMs) {
        if (!loaded) {
            return;
        }
        List<DocumentKey> expired;
        do {
            writing.lock();
            try {
                expired = expireSome(nowMs);
                rows.delete(expired.stream().map(DocumentKey::toBytes).toList());
            } finally {
                writing.unlock();
            }
        } while (expired.size() == EXPIRED_AT_ONCE);
    }

    private List<DocumentKey> expireSome(long nowMs) {
        List<DocumentKey> expired = index.alone(whole -> whole.expire(nowMs, EXPIRED_AT_ONCE));
        expired.forEach(lexical::remove);
        return expired;
    }

    /**
     * A document to be looked at.
     *
     * @param document as it is now; null if it is gone
     */
    record ToLookAt(Rows.Note note, byte @Nullable [] row, @Nullable Embedding document) {}

    /** How many documents are to be looked at. */
    long toLookAt() {
        return notes.get();
    }

    /** The next documents to be looked at, at most {@code most}. */
    List<ToLookAt> toLookAt(int most) {
        if (notes.get() == 0) {
            return List.of();
        }
        List<ToLookAt> found = new ArrayList<>();
        open.readLock().lock();
        try {
            if (!closed) {
                for (Rows.Note note : rows.toLookAt(nextNote, most)) {
                    byte[] row = rows.get(note.key());
                    found.add(new ToLookAt(note, row, row == null ? null : embedding(note.key(), row)));
                }
            }
        } finally {
            open.readLock().unlock();
        }
        return found;
    }

    /**
     * Takes the note of a document back and, unless there is a newer version, puts another in its place.
     *
     * @param instead null to leave it as it is
     */
    void lookedAt(ToLookAt seen, @Nullable Embedding instead) {
        open.readLock().lock();
        writing.lock();
        try (Rows.Batch batch = rows.batch()) {
            if (closed) {
                return;
            }
            byte[] key = seen.note().key();
            Embedding replacing = Arrays.equals(seen.row(), rows.get(key)) ? instead : null;
            if (replacing != null) {
                batch.put(key, java.util.Objects.requireNonNull(VectorsCodec.encode(replacing).value()));
                batch.changedAfter(nextOffset, key);
            }
            batch.lookedAt(seen.note().offset());
            batch.write(nextOffset);
            notes.decrementAndGet();
            nextNote = seen.note().offset() + 1;
            if (replacing != null) {
                index.putAgain(replacing);
            }
        } finally {
            writing.unlock();
            open.readLock().unlock();
        }
    }

    /** What {@code question} reads of a stream's index; {@code otherwise} where there is none. */
    <T> T ask(String stream, T otherwise, Function<CollectionIndex, T> question) {
        return ask(whole -> {
            CollectionIndex collection = whole.find(stream);
            return collection == null ? otherwise : question.apply(collection);
        });
    }

    /** What {@code question} reads of a stream's indexes, those that shards have of it, at one moment. */
    static <T> T askAll(List<Shard> shards, String stream, Function<List<CollectionIndex>, T> question) {
        return GuardedIndex.askAll(shards.stream().map(shard -> shard.index).toList(), stream, question);
    }

    /** Hands over a stream's index, if there is one. */
    void look(String stream, Consumer<CollectionIndex> look) {
        ask(stream, false, collection -> {
            look.accept(collection);
            return true;
        });
    }

    /** What {@code question} reads of the index. */
    <T> T ask(Function<ShardIndex, T> question) {
        return index.ask(question);
    }

    /** The words of a stream's documents, to be closed by who asks. */
    LexicalView lexical(String stream) {
        return lexical.view(stream);
    }

    private void documents(String stream, Consumer<Embedding> document) {
        open.readLock().lock();
        try {
            refuseIfClosed();
            rows.forEach((stream + "/").getBytes(StandardCharsets.UTF_8), (key, value) -> {
                refuseIfClosed();
                document.accept(embedding(key, value));
            });
        } finally {
            open.readLock().unlock();
        }
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new StoreUnavailableException("partition " + partition + " is closing");
        }
    }

    /** The documents that are there of {@code keys}; null where one is not. */
    List<@Nullable Embedding> read(List<DocumentKey> keys) {
        List<byte[]> wanted = keys.stream().map(DocumentKey::toBytes).toList();
        List<byte @Nullable []> values;
        open.readLock().lock();
        try {
            values = closed ? List.of() : rows.get(wanted);
        } finally {
            open.readLock().unlock();
        }
        List<@Nullable Embedding> found = new ArrayList<>(keys.size());
        for (int i = 0; i < values.size(); i++) {
            byte[] value = values.get(i);
            found.add(value == null ? null : embedding(wanted.get(i), value));
        }
        return found;
    }

    private @Nullable String text(String stream, String id) {
        List<@Nullable Embedding> found = read(List.of(new DocumentKey(stream, id)));
        Embedding document = found.isEmpty() ? null : found.get(0);
        return document != null && document.content() instanceof Content.Text text ? text.text() : null;
    }

    /** Whether anything is applied that may not be safe from a power cut. */
    boolean isUnsynced() {
        return rows.isUnsynced();
    }

    /** Returns once all that is applied is safe from a power cut. */
    void sync() {
        open.readLock().lock();
        try {
            if (!closed) {
                rows.sync();
            }
        } finally {
            open.readLock().unlock();
        }
    }

    /** Returns once no reader is left. */
    void close() {
        snapshotIfDue();
        closed = true;
        open.writeLock().lock();
        try {
            lexical.close();
            rows.close();
        } finally {
            open.writeLock().unlock();
        }
    }

    private static Embedding embedding(byte[] key, byte[] value) {
        try {
            return VectorsCodec.decodeEmbedding(value);
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new IllegalStateException("the row of " + DocumentKey.parse(key) + " is damaged: " + e.getMessage(), e);
        }
    }
}
