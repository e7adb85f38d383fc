/** A vector of floats that owns its numbers. */
@org.jspecify.annotations.NullMarked
package dev.vectide.core.vector;
