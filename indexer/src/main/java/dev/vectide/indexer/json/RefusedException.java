package dev.vectide.indexer.json;

/** A request that cannot be served as it is; the message names the field by its path, and what is wrong with it. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RefusedException(String message) {
        super(message, null, false, false);
    }
}
