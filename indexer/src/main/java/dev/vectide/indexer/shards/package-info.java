/**
 * Shards that several processes share: what is asked of them, who has which, and how a question travels. Pure.
 */
@NullMarked
package dev.vectide.indexer.shards;

import org.jspecify.annotations.NullMarked;
