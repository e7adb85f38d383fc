/** Data sets: what they hold, and how they are read from rows of text, with every bad row named. */
@org.jspecify.annotations.NullMarked
package dev.vectide.evaluate.data;
