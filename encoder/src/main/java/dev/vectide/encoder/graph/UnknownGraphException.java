package dev.vectide.encoder.graph;

/** A graph that is not of the family; the message says what was expected and not found. */
public final class UnknownGraphException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownGraphException(String message) {
        super(message);
    }
}
