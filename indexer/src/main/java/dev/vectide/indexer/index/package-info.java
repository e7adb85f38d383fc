/**
 * The index in memory: one byte a dimension, every code compared, the best handed on to be ranked by the full vectors. Pure:
 * it knows neither where rows lie nor who asks.
 */
@NullMarked
package dev.vectide.indexer.index;

import org.jspecify.annotations.NullMarked;
