/** From pixels to a model's input: pure. */
@org.jspecify.annotations.NullMarked
package dev.vectide.encoder.image;
