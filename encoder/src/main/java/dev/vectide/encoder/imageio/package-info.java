/** PNG and JPEG to rows of pixels, whatever is wrong with them, in bounded memory. */
@org.jspecify.annotations.NullMarked
package dev.vectide.encoder.imageio;
