package dev.vectide.indexer.search;

/** The store cannot answer now, or not with all that it holds; the message says why. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreUnavailableException(String message) {
        super(message, null, false, false);
    }
}
