/** Text to token ids without native code, where that is certain to be the same. */
@org.jspecify.annotations.NullMarked
package dev.vectide.encoder.token;
