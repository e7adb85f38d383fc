package dev.vectide.core.kafka;

/** More is waiting for Kafka than fits into memory: what was not yet taken has to come again, later. */
public final class BacklogException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BacklogException(String message) {
        super(message);
    }
}
