package dev.vectide.evaluate.invariance;

/** What is declared of an encoder. */
public enum Expectation {
    /** The change says nothing about meaning. */
    IGNORES,
    /** The change is one of meaning. */
    MUST_NOT_IGNORE
}
