/** How sure a figure is: percentile intervals over resampled items (Efron 1979), seeded. */
@org.jspecify.annotations.NullMarked
package dev.vectide.evaluate.bootstrap;
