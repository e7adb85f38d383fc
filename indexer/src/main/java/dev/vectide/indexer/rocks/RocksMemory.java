package dev.vectide.indexer.rocks;

import dev.vectide.core.config.VectideConfig;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Native memory that all shards of a process share: one block cache, and one bound on what waits in memory to be written.
 *
 * <p>Safe for concurrent use; closed after the last of its {@link Rows}.
 */
public final class RocksMemory implements AutoCloseable {
    private static final int BLOOM_BITS = 10;
    private static final long BLOCK = 16 << 10;
    private static final long LARGEST_WRITE_BUFFER = 16L << 20;
    private static final int LOG_FILES = 2;
    private static final long LOG_FILE = 1 << 20;

    static {
        RocksDB.loadLibrary();
    }

    private final Cache cache;
    private final WriteBufferManager writeBuffers;
    private final BloomFilter filter = new BloomFilter(BLOOM_BITS);
    private final long writeBuffer;

    public RocksMemory(VectideConfig.Indexer settings) {
        this.cache = new LRUCache(settings.blockCache().bytes());
        // Counted apart from the cache: a burst of writes does not push the blocks out that queries read.
        this.writeBuffers = new WriteBufferManager(settings.writeBuffer().bytes(), new LRUCache(0));
        this.writeBuffer = Math.min(LARGEST_WRITE_BUFFER, settings.writeBuffer().bytes() / 2);
    }

    Options options() {
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(BLOCK)
                .setFilterPolicy(filter)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
        return new Options()
                .setCreateIfMissing(true)
                // What is committed is synced; before that a record comes again anyway, and needs no call of its own.
                .setManualWalFlush(true)
                .setTableFormatConfig(table)
                .setWriteBufferManager(writeBuffers)
                .setWriteBufferSize(writeBuffer)
                // Vectors hardly compress; their contents do.
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setMaxOpenFiles(64)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(LOG_FILES)
                .setMaxLogFileSize(LOG_FILE);
    }

    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
        filter.close();
    }
}
