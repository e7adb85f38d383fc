package dev.vectide.monitor.reference;

/** An artefact that cannot be used; the message says why, and whoever knows where it came from says that. */
public final class BrokenArtefactException extends Exception {
    private static final long serialVersionUID = 1;

    public BrokenArtefactException(String message) {
        super(message);
    }
}
