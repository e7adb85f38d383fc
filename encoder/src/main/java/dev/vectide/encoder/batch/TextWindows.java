package dev.vectide.encoder.batch;

import dev.vectide.encoder.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a long text into windows of at most so many tokens, between words where that is possible, never within a
 * character but where it is longer than half a window, overlapping.
 */
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
     * @param text of at least one UTF-16 code unit
     * @param most tokens of a window, at least 1
     * @param overlap tokens that neighbours share, as far as words allow; at most a quarter of a window
     */
    public static List<Window> of(List<Token> tokens, String text, int most, int overlap) {
        List<Window> windows = new ArrayList<>();
        int shared = Math.min(overlap, most / 4);
        int from = 0;
        int to = end(tokens, text, from, most);
        while (to < tokens.size()) {
            windows.add(new Window(start(tokens, from), endOf(tokens, to, text)));
            from = next(tokens, text, from, to, shared);
            to = end(tokens, text, from, most);
        }
        windows.add(new Window(start(tokens, from), text.length()));
        return windows;
    }

    private static int start(List<Token> tokens, int from) {
        return from == 0 ? 0 : tokens.get(from).start();
    }

    /** With what a tokenizer leaves out of the last character, such as its accents, but nothing of the next token. */
    private static int endOf(List<Token> tokens, int to, String text) {
        int end = tokens.get(to - 1).end();
        while (end < tokens.get(to).start() && Characters.isWithin(text, end)) {
            end++;
        }
        return end;
    }

    /** As many as there is room for; fewer, but not fewer than half, where a word would be cut, or else a character. */
    private static int end(List<Token> tokens, String text, int from, int most) {
        if (tokens.size() - from <= most) {
            return tokens.size();
        }
        for (int to = from + most; to > from + most / 2; to--) {
            if (beginsWord(tokens, text, to)) {
                return to;
            }
        }
        for (int to = from + most; to > from + most / 2; to--) {
            if (!Characters.isWithin(text, tokens.get(to).start())) {
                return to;
            }
        }
        return from + most;
    }

    /** The first word in what is to be shared; where there is none, nothing is. */
    private static int next(List<Token> tokens, String text, int from, int to, int shared) {
        for (int next = Math.max(from + 1, to - shared); next < to; next++) {
            if (beginsWord(tokens, text, next)) {
                return next;
            }
        }
        return to;
    }

    private static boolean beginsWord(List<Token> tokens, String text, int at) {
        return tokens.get(at).word() != tokens.get(at - 1).word()
                && !Characters.isWithin(text, tokens.get(at).start());
    }
}
