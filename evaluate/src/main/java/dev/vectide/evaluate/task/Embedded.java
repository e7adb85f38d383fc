package dev.vectide.evaluate.task;

import dev.vectide.evaluate.vector.Vectors;
import java.util.Optional;

/**
 * A data set's texts in one space.
 *
 * @param documents in the data set's order
 * @param queries in the data set's order; empty where it has none
 */
public record Embedded(Vectors documents, Optional<Vectors> queries) {}
