package dev.vectide.core.wire;

import org.jspecify.annotations.Nullable;

/** A record of one of our topics cannot be read: it is damaged, or it was not written by Vectide. */
public class MalformedRecordException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MalformedRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
