/** Streams and the documents in them, by name. */
@org.jspecify.annotations.NullMarked
package dev.vectide.core.stream;
