package dev.vectide.ingest.replay;

/** A file that as a whole is not what it was said to be; the message names the file and what was expected. */
public final class FileFormatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    FileFormatException(String message) {
        super(message);
    }
}
