/**
 * What an encoder ignores and what it must not ignore, declared and tested. A {@code Declaration} names a {@code Perturbation}
 * of texts ({@code text}) or pictures ({@code imageio}) and what is expected of it; {@code InvarianceCheck} encodes items
 * before and after and holds the shift of the cosine against the distance to another item, the shift that matters; a {@code
 * Verdict} says whether the encoder is as declared. Seeded: the same items, seed and encoder give the same verdict.
 */
@org.jspecify.annotations.NullMarked
package dev.vectide.evaluate.invariance;
