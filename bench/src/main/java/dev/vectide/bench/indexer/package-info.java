/**
 * The vector store against Lucene: {@link dev.vectide.bench.indexer.IndexerBench} hands the same {@link
 * dev.vectide.bench.indexer.Corpus} to two {@link dev.vectide.bench.indexer.Side}s in turns, and holds the answers of both
 * against {@link dev.vectide.bench.indexer.Exact}. {@link dev.vectide.bench.indexer.Runbook} says how documents come and go.
 */
@NullMarked
package dev.vectide.bench.indexer;

import org.jspecify.annotations.NullMarked;
