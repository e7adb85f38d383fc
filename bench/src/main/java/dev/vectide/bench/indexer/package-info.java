/**
 * The vector store against Lucene and JVector: {@link dev.vectide.bench.indexer.IndexerBench} hands the same {@link
 * dev.vectide.bench.indexer.Corpus} to two {@link dev.vectide.bench.indexer.Side}s in turns, and holds the answers of both
 * against {@link dev.vectide.bench.indexer.Exact}. {@link dev.vectide.bench.indexer.Runbook} says how documents come and go;
 * {@link dev.vectide.bench.indexer.Killed} ends a process that writes, and looks what is left.
 */
@NullMarked
package dev.vectide.bench.indexer;

import org.jspecify.annotations.NullMarked;
