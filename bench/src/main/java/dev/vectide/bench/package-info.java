/**
 * Benchmarks against peers, kept runnable: each runs both sides in one process, in turns, over the same inputs, checks that
 * they agree, and reports ratios with their spread, which hold on a busy machine where rates do not.
 */
@NullMarked
package dev.vectide.bench;

import org.jspecify.annotations.NullMarked;
