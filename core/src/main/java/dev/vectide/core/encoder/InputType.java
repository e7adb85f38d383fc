package dev.vectide.core.encoder;

/** Which prefix of the space applies. */
public enum InputType {
    QUERY,
    DOCUMENT
}
