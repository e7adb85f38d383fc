package dev.vectide.core.space;

/** How token vectors become one vector. */
public enum Pooling {
    /** Mean over the tokens of the attention mask. */
    MEAN,
    /** The first token. */
    CLS,
    /** The graph's output is already one vector an input. */
    NONE
}
