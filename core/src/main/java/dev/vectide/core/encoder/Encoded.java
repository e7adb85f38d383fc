package dev.vectide.core.encoder;

import dev.vectide.core.vector.FloatVector;

/**
 * One encoded text.
 *
 * @param vector in the encoder's space
 * @param tokens tokens the text has, special ones included, before any cut
 * @param truncated whether tokens beyond the space's maximum were cut off
 */
public record Encoded(FloatVector vector, int tokens, boolean truncated) {}
