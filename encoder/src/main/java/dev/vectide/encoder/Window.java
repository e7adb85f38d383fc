package dev.vectide.encoder;

/**
 * A part of a text that the model takes at once.
 *
 * @param start first UTF-16 code unit
 * @param end one past the last
 */
public record Window(int start, int end) {
    public Window {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("window " + start + ".." + end);
        }
    }
}
