package dev.vectide.core.encoder;

import org.jspecify.annotations.Nullable;

/** An encoder could not answer; the message says which space and why. */
public class EncoderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EncoderException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
