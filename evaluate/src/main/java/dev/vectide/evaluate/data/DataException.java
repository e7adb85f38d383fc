package dev.vectide.evaluate.data;

/** Data that cannot be evaluated; the message names the file and what was expected. */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DataException(String message) {
        super(message);
    }
}
