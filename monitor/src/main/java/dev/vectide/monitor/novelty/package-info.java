/** How far a document is from everything in the reference, as a distance and a conformal p-value. */
@org.jspecify.annotations.NullMarked
package dev.vectide.monitor.novelty;
