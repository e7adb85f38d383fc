package dev.vectide.evaluate.invariance;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** A change of an item of type T that is always of the same kind, and never none. */
public interface Perturbation<T> {
    /** In a word or two. */
    String label();

    /** The changed item; empty if the change does not apply to it, as a change of numbers to a text without one. */
    Optional<T> apply(T item, RandomGenerator random);
}
