/**
 * Is the encoder still good, and may it be replaced? Here belong the answers: retrieval, nearest-neighbour and linear
 * classification, clustering, similarity and anomaly detection over a labelled data set or a live collection, as a table, as
 * MTEB's result JSON and as a page. Vectors come through core's {@code Encoder} or a collection's HTTP door, never through
 * another module's classes.
 */
@NullMarked
package dev.vectide.evaluate;

import org.jspecify.annotations.NullMarked;
