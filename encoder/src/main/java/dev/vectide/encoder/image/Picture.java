package dev.vectide.encoder.image;

/**
 * A decoded picture, which is read row by row: as a whole it would take several times the room of what was decoded.
 *
 * <p>Used by one thread.
 */
public interface Picture {
    /** In pixels, at least 1. */
    int width();

    /** In pixels, at least 1. */
    int height();

    /** Writes the pixels of a row from the left, 0xRRGGBB each, to the beginning of {@code rgb}. */
    void row(int y, int[] rgb);
}
