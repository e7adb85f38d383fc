/** Parsers against input that nobody would send: mutated here by count, for every build, or guided by coverage for hours. */
@org.jspecify.annotations.NullMarked
package dev.vectide.testing.fuzz;
