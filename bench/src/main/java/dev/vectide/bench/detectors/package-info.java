/**
 * What the monitors make of shifts injected into real embeddings, and of none: {@code Corpus} texts, {@code Bed} vectors,
 * {@code Shift} what is injected, {@code Trial} the monitors of the job over it, {@code NullRuns} the drift judgement over
 * panes of nothing, {@code Rules} what fixed rules would have said.
 */
@org.jspecify.annotations.NullMarked
package dev.vectide.bench.detectors;
