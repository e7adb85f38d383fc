/**
 * The store on Kafka Streams. {@link dev.vectide.indexer.streams.IndexerStreams} follows the vectors topic; each of its
 * partitions is a {@link dev.vectide.indexer.streams.Shard}: rows in RocksDB and an index in memory. {@link
 * dev.vectide.indexer.streams.ShardedStore} asks those of this process, {@link dev.vectide.indexer.streams.ScatterGather} those
 * of all. {@link dev.vectide.indexer.streams.LocalStore} is the same without Kafka.
 */
@NullMarked
package dev.vectide.indexer.streams;

import org.jspecify.annotations.NullMarked;
