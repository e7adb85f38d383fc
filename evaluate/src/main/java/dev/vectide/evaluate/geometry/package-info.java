/** How vectors lie, whatever they are for: alignment, uniformity, spectrum, hubs. */
@org.jspecify.annotations.NullMarked
package dev.vectide.evaluate.geometry;
