/** What was written before, as far as it is remembered: pure. */
@org.jspecify.annotations.NullMarked
package dev.vectide.encoder.memory;
