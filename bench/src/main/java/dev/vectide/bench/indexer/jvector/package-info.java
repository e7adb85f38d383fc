/**
 * JVector as a side of the benchmark: {@link dev.vectide.bench.indexer.jvector.JvectorSide} keeps a graph over the {@link
 * dev.vectide.bench.indexer.jvector.Nodes} it was given, all in memory.
 */
@NullMarked
package dev.vectide.bench.indexer.jvector;

import org.jspecify.annotations.NullMarked;
