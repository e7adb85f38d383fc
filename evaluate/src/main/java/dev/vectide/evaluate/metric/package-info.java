/** What a ranking, a score or a prediction is worth: arithmetic over numbers and labels that knows no vector. */
@org.jspecify.annotations.NullMarked
package dev.vectide.evaluate.metric;
