/** Lucene as a side of the benchmark, apart, as it needs JDK 21. */
@NullMarked
package dev.vectide.bench.indexer.lucene;

import org.jspecify.annotations.NullMarked;
