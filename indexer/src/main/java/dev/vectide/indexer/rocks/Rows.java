package dev.vectide.indexer.rocks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The rows of one shard: the records of its partition by their keys, as they came. Beside them, written in the same batch,
 * how far the partition is applied; so rows and offset agree after any crash. What is written outlives the process once it is
 * flushed, and a power cut once it is synced; a crash before takes back the last batches, whole ones, and their offsets with
 * them.
 *
 * <p>Layout, format 1: a row lies under {@code r} and the record's key; {@code m/next-offset} holds the offset of the first
 * record that is not applied and {@code m/events-offset} that of the first event that is not reflected, both 8 bytes, big
 * endian. The log of changes has the record's key under {@code l} and its offset; {@code m/log-start} is the offset from
 * which on it is whole. Under {@code n} and an offset lies the key of a row that is to be looked at.
 *
 * <p>One thread writes rows, and any may forget what the log no longer needs; reading is safe for concurrent use. Nothing may
 * be called after {@link #close}.
 */
public final class Rows implements AutoCloseable {
    private static final byte ROW = 'r';
    private static final byte[] NEXT_OFFSET = "m/next-offset".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENTS_OFFSET = "m/events-offset".getBytes(StandardCharsets.US_ASCII);

    private static final byte LOG = 'l';
    private static final byte TO_LOOK_AT = 'n';
    private static final byte[] LOG_START = "m/log-start".getBytes(StandardCharsets.US_ASCII);

    private final Path path;
    private final Options options;
    private final RocksDB db;
    private final WriteOptions written = new WriteOptions();
    /** Of whoever writes, one after the other. */
    private final WriteBatch batch = new WriteBatch();
    /** Writes so far, and how many of them are on the disk. */
    private final AtomicLong writes = new AtomicLong();

    private volatile long synced;
    /** A scan at start would push out what queries want. */
    private final ReadOptions scanning = new ReadOptions().setFillCache(false);

    private Rows(Path path, Options options, RocksDB db) {
        this.path = path;
        this.options = options;
        this.db = db;
    }

    /** @throws RowsException if the directory cannot be opened, such as one that another process has open */
    public static Rows open(Path path, RocksMemory memory) {
        Options options = memory.options();
        try {
            Files.createDirectories(path);
            return new Rows(path, options, RocksDB.open(options, path.toString()));
        } catch (IOException | RocksDBException e) {
            options.close();
            throw new RowsException(path, e);
        }
    }

    /** Changes that become visible, and durable, together. There is one at a time. */
    public final class Batch implements AutoCloseable {
        private Batch() {}

        public void put(byte[] key, byte[] value) {
            run(() -> batch.put(row(key), value));
        }

        public void delete(byte[] key) {
            run(() -> batch.delete(row(key)));
        }

        /** Notes in the log that the record at {@code offset} changed the row of {@code key}. */
        public void changed(long offset, byte[] key) {
            run(() -> batch.put(logKey(offset), key));
        }

        /** Notes that the row of {@code key} is to be looked at, as the record at {@code offset} left it. */
        public void toLookAt(long offset, byte[] key) {
            run(() -> batch.put(numbered(TO_LOOK_AT, offset), key));
        }

        /** Takes the note of {@code offset} back. */
        public void lookedAt(long offset) {
            run(() -> batch.delete(numbered(TO_LOOK_AT, offset)));
        }

        /** Notes in the log that the row of {@code key} changed after the records below {@code nextOffset} were applied. */
        public void changedAfter(long nextOffset, byte[] key) {
            byte[] at = logKey(nextOffset);
            byte[] here = Arrays.copyOf(at, at.length + key.length);
            System.arraycopy(key, 0, here, at.length, key.length);
            run(() -> batch.put(here, key));
        }

        /** All events below {@code offset} are reflected once this batch is written. */
        public void eventsOffset(long offset) {
            run(() -> batch.put(EVENTS_OFFSET, bytes(offset)));
        }

        /** @param nextOffset of the first record of the partition that this batch and those before do not hold */
        public void write(long nextOffset) {
            run(() -> {
                batch.put(NEXT_OFFSET, bytes(nextOffset));
                Rows.this.write(batch);
                batch.clear();
            });
        }

        /** Forgets what was not written. */
        @Override
        public void close() {
            batch.clear();
        }
    }

    /** Deletes rows that nobody is to see any more, whatever the offset. */
    public void delete(List<byte[]> keys) {
        if (keys.isEmpty()) {
            return;
        }
        try (WriteBatch batch = new WriteBatch()) {
            for (byte[] key : keys) {
                batch.delete(row(key));
            }
            write(batch);
        } catch (RocksDBException e) {
            throw new RowsException(path, e);
        }
    }

    public Batch batch() {
        return new Batch();
    }

    /** Offset of the first record that is not applied; empty where none ever was. */
    public OptionalLong nextOffset() {
        return number(NEXT_OFFSET);
    }

    /** Offset of the first event that is not reflected; empty where none is known to be. */
    public OptionalLong eventsOffset() {
        return number(EVENTS_OFFSET);
    }

    public byte @Nullable [] get(byte[] key) {
        try {
            return db.get(row(key));
        } catch (RocksDBException e) {
            throw new RowsException(path, e);
        }
    }

    /** Values of {@code keys}, in order; null where there is none. */
    public List<byte @Nullable []> get(List<byte[]> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        List<byte[]> rows = new ArrayList<>(keys.size());
        keys.forEach(key -> rows.add(row(key)));
        try {
            return db.multiGetAsList(rows);
        } catch (RocksDBException e) {
            throw new RowsException(path, e);
        }
    }

    /** Hands every row to {@code row}, in the order of their keys' bytes. */
    public void forEach(BiConsumer<byte[], byte[]> row) {
        forEach(new byte[0], row);
    }

    /** Hands over every row whose key begins with {@code prefix}, as all were when it began. */
    public void forEach(byte[] prefix, BiConsumer<byte[], byte[]> row) {
        byte[] begin = row(prefix);
        try (RocksIterator rows = db.newIterator(scanning)) {
            for (rows.seek(begin); rows.isValid(); rows.next()) {
                byte[] key = rows.key();
                if (!Arrays.equals(key, 0, Math.min(begin.length, key.length), begin, 0, begin.length)) {
                    break;
                }
                row.accept(Arrays.copyOfRange(key, 1, key.length), rows.value());
            }
            rows.status();
        } catch (RocksDBException e) {
            throw new RowsException(path, e);
        }
    }

    /** A row that is to be looked at. */
    public record Note(long offset, byte[] key) {}

    /** The rows to be looked at that records from {@code offset} on left, in the order of these, at most {@code most}. */
    public List<Note> toLookAt(long offset, int most) {
        List<Note> notes = new ArrayList<>();
        try (RocksIterator found = db.newIterator(scanning)) {
            for (found.seek(numbered(TO_LOOK_AT, offset));
                    notes.size() < most && found.isValid() && found.key()[0] == TO_LOOK_AT;
                    found.next()) {
                notes.add(new Note(ByteBuffer.wrap(found.key(), 1, Long.BYTES).getLong(), found.value()));
            }
            found.status();
        } catch (RocksDBException e) {
            throw new RowsException(path, e);
        }
        return notes;
    }

    /** From which offset on {@link #changedSince} knows of every change. */
    public long logStart() {
        return number(LOG_START).orElse(0);
    }

    /** Hands over the keys of the rows that records from {@code offset} on changed, in the order of these. */
    public void changedSince(long offset, Consumer<byte[]> key) {
        try (RocksIterator log = db.newIterator(scanning)) {
            for (log.seek(logKey(offset)); log.isValid() && log.key()[0] == LOG; log.next()) {
                key.accept(log.value());
            }
            log.status();
        } catch (RocksDBException e) {
            throw new RowsException(path, e);
        }
    }

    /** Forgets the log of what is below {@code offset}. */
    public void forgetLog(long offset) {
        try (WriteBatch batch = new WriteBatch()) {
            batch.deleteRange(logKey(0), logKey(offset));
            batch.put(LOG_START, bytes(offset));
            write(batch);
        } catch (RocksDBException e) {
            throw new RowsException(path, e);
        }
    }

    /** Returns once everything written is the operating system's: an end of this process takes nothing back. */
    public void flush() {
        run(() -> db.flushWal(false));
    }

    /** Returns once everything written is on the disk: a power cut after it takes nothing back. */
    public void sync() {
        long upTo = writes.get();
        if (synced < upTo) {
            run(() -> db.flushWal(true));
            synced = upTo;
        }
    }

    /** Whether a power cut might take something back: also while a {@link #sync} is under way. */
    public boolean isUnsynced() {
        return synced < writes.get();
    }

    /** Counted once it is written: who syncs later than that syncs it. */
    private void write(WriteBatch changes) throws RocksDBException {
        db.write(written, changes);
        writes.incrementAndGet();
    }

    @Override
    public void close() {
        sync();
        db.close();
        options.close();
        written.close();
        batch.close();
        scanning.close();
    }

    private OptionalLong number(byte[] key) {
        try {
            byte[] value = db.get(key);
            return value == null ? OptionalLong.empty() : OptionalLong.of(ByteBuffer.wrap(value).getLong());
        } catch (RocksDBException e) {
            throw new RowsException(path, e);
        }
    }

    private interface Step {
        void run() throws RocksDBException;
    }

    private void run(Step step) {
        try {
            step.run();
        } catch (RocksDBException e) {
            throw new RowsException(path, e);
        }
    }

    private static byte[] row(byte[] key) {
        byte[] row = new byte[key.length + 1];
        row[0] = ROW;
        System.arraycopy(key, 0, row, 1, key.length);
        return row;
    }

    private static byte[] logKey(long offset) {
        return numbered(LOG, offset);
    }

    private static byte[] numbered(byte kind, long offset) {
        return ByteBuffer.allocate(1 + Long.BYTES).put(kind).putLong(offset).array();
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
