/**
 * Search by words: the texts of a stream in one partition, ranked by BM25. Lucene does the work, in memory and behind this
 * package; who asks sees words, ids and scores.
 */
@NullMarked
package dev.vectide.indexer.lexical;

import org.jspecify.annotations.NullMarked;
