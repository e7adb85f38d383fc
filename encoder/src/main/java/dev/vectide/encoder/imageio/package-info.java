/** PNG and JPEG to pixels. */
@org.jspecify.annotations.NullMarked
package dev.vectide.encoder.imageio;
