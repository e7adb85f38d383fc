/** Texts that never change, encoded again and again: if their vectors move, the encoder did. */
@org.jspecify.annotations.NullMarked
package dev.vectide.core.canary;
