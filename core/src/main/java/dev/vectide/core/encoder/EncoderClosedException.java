package dev.vectide.core.encoder;

/** An encoder is closed: it has stopped, or is about to. Another one may answer. */
public final class EncoderClosedException extends EncoderException {
    private static final long serialVersionUID = 1;

    public EncoderClosedException(String message) {
        super(message, null);
    }
}
