/**
 * How far a document is from everything in the reference, as a distance and a conformal p-value: {@code NoveltyMonitor} places
 * an event in its pane, {@code Scoring} scores it against the {@code Reference} that {@code Versions} has for that pane,
 * {@code NoveltyReport} judges the rate of anomalies of a pane, and {@code Normal} learns from it what the next reference is
 * made of. Neighbours may have been found before by {@code EarlyScores}, in copies that {@code ReferenceNews} has told of.
 */
@org.jspecify.annotations.NullMarked
package dev.vectide.monitor.novelty;
