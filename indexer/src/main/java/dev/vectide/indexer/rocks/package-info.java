/** Where the rows of a shard lie: the only door to RocksDB. */
@NullMarked
package dev.vectide.indexer.rocks;

import org.jspecify.annotations.NullMarked;
