package dev.vectide.evaluate.data;

import dev.vectide.core.vector.FloatVector;
import java.util.Optional;

/**
 * A document of a collection as the store has it.
 *
 * @param text empty where the stream does not store it
 */
public record LivePoint(String id, String label, Optional<String> text, FloatVector vector) {}
