/** Filters of Qdrant's shape, read from JSON and held against documents: pure. */
@NullMarked
package dev.vectide.indexer.filter;

import org.jspecify.annotations.NullMarked;
