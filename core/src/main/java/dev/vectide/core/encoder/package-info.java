/** The port through which text becomes vectors, in this process or another. */
@org.jspecify.annotations.NullMarked
package dev.vectide.core.encoder;
