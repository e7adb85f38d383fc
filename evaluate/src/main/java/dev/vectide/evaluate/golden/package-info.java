/** Queries whose answers are known, evaluated again and again: is the search still as good as it was? */
@org.jspecify.annotations.NullMarked
package dev.vectide.evaluate.golden;
