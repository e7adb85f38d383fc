/**
 * The vector store, read in this order: {@code streams} follows the vectors topic and applies its records to one shard a
 * partition, whose rows lie in {@code rocks}, whose codes in {@code index} and whose words in {@code lexical}; {@code
 * search} is how a store is asked, {@code filter} which documents count, {@code shards} how a question goes to the shards of
 * several processes, {@code http} the doors in Qdrant's shape and the one between indexers. {@code IndexerApp} wires them.
 */
@NullMarked
package dev.vectide.indexer;

import org.jspecify.annotations.NullMarked;
