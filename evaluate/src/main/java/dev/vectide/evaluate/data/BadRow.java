package dev.vectide.evaluate.data;

/**
 * A row that cannot be used.
 *
 * @param line in the file, the heading being line 1; 0 where the file is the row
 * @param reason the field and what was expected there
 */
public record BadRow(String file, long line, String reason) {
    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line) + ": " + reason;
    }
}
