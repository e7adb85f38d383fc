/** What may be done to a vector after the model: an affine map, kept as bytes, which makes a space of its own. */
@org.jspecify.annotations.NullMarked
package dev.vectide.core.transform;
