package dev.vectide.local;

/** Something that the system needs of its machine is not to be had; the message is for the user. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnavailableException(String message) {
        super(message);
    }
}
