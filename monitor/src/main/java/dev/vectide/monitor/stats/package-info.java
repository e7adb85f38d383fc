/** Sums, samples and spectra of vectors, the same to the bit in whatever order they are gathered. */
@org.jspecify.annotations.NullMarked
package dev.vectide.monitor.stats;
