package dev.vectide.core.kafka;

import org.jspecify.annotations.Nullable;

/** Kafka did not answer in time: whether it took what was sent is unknown, so sending again is right. */
public final class BrokerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BrokerUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
