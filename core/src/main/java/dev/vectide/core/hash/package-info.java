/** Hashes of bytes. */
@org.jspecify.annotations.NullMarked
package dev.vectide.core.hash;
