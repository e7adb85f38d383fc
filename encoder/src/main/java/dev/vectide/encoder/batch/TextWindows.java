package dev.vectide.encoder.batch;

import dev.vectide.encoder.Window;
import java.util.ArrayList;
import java.util.List;

/** Splits a long text into windows of at most so many tokens, between words where that is possible, overlapping. */
public final class TextWindows {
    private TextWindows() {}

    /**
     * One token of a text.
     *
     * @param start first UTF-16 code unit of the text
     * @param end one past the last
     * @param word which word of the text it is of; the tokens of one stand together
     */
    public record Token(int start, int end, long word) {}

    /**
     * @param tokens of the text in order, without special ones
     * @param length of the text in UTF-16 code units, at least 1
     * @param most tokens of a window, at least 1
     * @param overlap tokens that neighbours share, as far as words allow; at most a quarter of a window
     */
    public static List<Window> of(List<Token> tokens, int length, int most, int overlap) {
        List<Window> windows = new ArrayList<>();
        int shared = Math.min(overlap, most / 4);
        int from = 0;
        int to = end(tokens, from, most);
        while (to < tokens.size()) {
            windows.add(new Window(start(tokens, from), tokens.get(to - 1).end()));
            from = next(tokens, from, to, shared);
            to = end(tokens, from, most);
        }
        windows.add(new Window(start(tokens, from), length));
        return windows;
    }

    private static int start(List<Token> tokens, int from) {
        return from == 0 ? 0 : tokens.get(from).start();
    }

    /** As many as there is room for; fewer, but not fewer than half, where a word would be cut. */
    private static int end(List<Token> tokens, int from, int most) {
        if (tokens.size() - from <= most) {
            return tokens.size();
        }
        for (int to = from + most; to > from + most / 2; to--) {
            if (beginsWord(tokens, to)) {
                return to;
            }
        }
        return from + most;
    }

    /** The first word in what is to be shared; where there is none, nothing is. */
    private static int next(List<Token> tokens, int from, int to, int shared) {
        for (int next = Math.max(from + 1, to - shared); next < to; next++) {
            if (beginsWord(tokens, next)) {
                return next;
            }
        }
        return to;
    }

    private static boolean beginsWord(List<Token> tokens, int at) {
        return tokens.get(at).word() != tokens.get(at - 1).word();
    }
}
