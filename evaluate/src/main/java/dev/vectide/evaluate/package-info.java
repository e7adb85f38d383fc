/**
 * Is the encoder still good, and may it be replaced? A run goes from a {@code DataFolder} through {@code data}, which
 * recognises what is there and names every bad row, to an {@code Evaluation}, which encodes each text once in each space and
 * asks the {@code task}s: retrieval, nearest-neighbour and linear classification ({@code probe}), {@code cluster}ing,
 * similarity and anomaly detection ({@code metric}), {@code geometry}. {@code resample} says how sure a score is, and
 * {@code report} says it all as a table, as MTEB's result JSON and in words. Vectors come through core's {@code Encoder} or a
 * collection's HTTP door, never through another module's classes.
 */
@NullMarked
package dev.vectide.evaluate;

import org.jspecify.annotations.NullMarked;
