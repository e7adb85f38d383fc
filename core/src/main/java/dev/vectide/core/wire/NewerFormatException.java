package dev.vectide.core.wire;

/** A record was written by a newer major version: reading stops there, it is never dead-lettered. */
public class NewerFormatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NewerFormatException(String message) {
        super(message);
    }
}
