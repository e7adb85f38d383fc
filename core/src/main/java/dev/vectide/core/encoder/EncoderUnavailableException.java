package dev.vectide.core.encoder;

/** What an encoder needs of its machine, such as its device or its weights, is not to be had; the message is for the user. */
public final class EncoderUnavailableException extends EncoderException {
    private static final long serialVersionUID = 1;

    public EncoderUnavailableException(String message) {
        super(message, null);
    }
}
