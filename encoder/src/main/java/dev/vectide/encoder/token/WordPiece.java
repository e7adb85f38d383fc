package dev.vectide.encoder.token;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * BERT's tokeniser for texts of ASCII (Devlin et al. 2019, section 3): words and punctuation, each cut from the left into the
 * longest pieces of the vocabulary. Other texts, of which most need tables of Unicode, are left to the library.
 *
 * <p>Safe for concurrent use.
 */
public final class WordPiece {
    private static final byte DROPPED = 0;
    private static final byte SPACE = 1;
    private static final byte PUNCTUATION = 2;
    private static final byte LETTER = 3;
    private static final byte[] KINDS = kinds();
    /** Ids that a thread keeps room for. */
    private static final int KEPT = 1 << 14;

    private final Vocabulary vocabulary;
    private final Rules rules;
    /** Whether a token that is recognised as it stands, such as {@code [SEP]}, begins with the character. */
    private final boolean[] opens = new boolean[0x80];

    private final ThreadLocal<Scratch> scratch;

    /**
     * @param lowercase whether letters become small ones
     * @param longestWord characters; a longer word is unknown as a whole
     * @param unknown the id of a word that cannot be made of pieces
     * @param before ids before those of the text
     * @param after ids behind them
     * @param marks tokens that are recognised as they stand: a text with one of them is not one for this
     */
    record Rules(
            boolean lowercase, int longestWord, int unknown, List<Integer> before, List<Integer> after, List<String> marks) {}

    /** Of one thread. */
    private static final class Scratch {
        private final byte[] word;
        private final long[] hashes;
        private long[] ids = new long[256];
        /** Of the word, whose letters beyond the longest that matters are only counted. */
        private int length;

        private int count;

        private Scratch(int longestWord) {
            word = new byte[longestWord];
            hashes = new long[longestWord];
        }

        private void letter(byte letter) {
            if (length < word.length) {
                word[length] = letter;
            }
            length++;
        }

        private void add(int id) {
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, 2 * count);
            }
            ids[count++] = id;
        }

        private void addAll(List<Integer> more) {
            for (int i = 0; i < more.size(); i++) {
                add(more.get(i));
            }
        }
    }

    WordPiece(Vocabulary vocabulary, Rules rules) {
        this.vocabulary = vocabulary;
        this.rules = rules;
        this.scratch = ThreadLocal.withInitial(() -> new Scratch(rules.longestWord()));
        for (String mark : rules.marks()) {
            if (!mark.isEmpty() && mark.charAt(0) < 0x80) {
                opens[mark.charAt(0)] = true;
            }
        }
    }

    /** Ids of the text with those around it, uncut; null if the text is not one for this. */
    public long @Nullable [] ids(String text) {
        Scratch out = scratch.get();
        out.count = 0;
        out.length = 0;
        out.addAll(rules.before());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || (opens[c] && isMark(text, i))) {
                return null;
            }
            switch (KINDS[c]) {
                case LETTER -> out.letter((byte) (rules.lowercase() && c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c));
                case PUNCTUATION -> {
                    endWord(out);
                    out.letter((byte) c);
                    endWord(out);
                }
                case SPACE -> endWord(out);
                default -> {
                    // A control character is as if it were not there.
                }
            }
        }
        endWord(out);
        out.addAll(rules.after());
        long[] ids = Arrays.copyOf(out.ids, out.count);
        if (out.ids.length > KEPT) {
            scratch.remove(); // One huge text must not hold its memory in every thread.
        }
        return ids;
    }

    private boolean isMark(String text, int at) {
        for (int i = 0; i < rules.marks().size(); i++) {
            if (text.startsWith(rules.marks().get(i), at)) {
                return true;
            }
        }
        return false;
    }

    /** Cuts the word, if there is one, into the longest pieces from the left; all of it is unknown if a rest is. */
    private void endWord(Scratch out) {
        int length = out.length;
        if (length == 0) {
            return;
        }
        out.length = 0;
        int first = out.count;
        if (length > rules.longestWord()) {
            out.add(rules.unknown());
            return;
        }
        for (int begin = 0; begin < length; ) {
            int end = longestPiece(out, begin, length);
            if (end == begin) {
                out.count = first;
                out.add(rules.unknown());
                return;
            }
            begin = end;
        }
    }

    /** Adds the piece that begins there, and says where it ends; {@code begin} if there is none. */
    private int longestPiece(Scratch out, int begin, int length) {
        boolean continues = begin > 0;
        int end = Math.min(length, begin + vocabulary.longest());
        long hash = Vocabulary.hash(continues);
        for (int i = begin; i < end; i++) {
            hash = Vocabulary.hash(hash, out.word[i]);
            out.hashes[i] = hash;
        }
        for (; end > begin; end--) {
            int id = vocabulary.find(out.word, begin, end, continues, out.hashes[end - 1]);
            if (id != Vocabulary.NONE) {
                out.add(id);
                return end;
            }
        }
        return begin;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[0x80];
        for (int c = 0; c < kinds.length; c++) {
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                kinds[c] = SPACE;
            } else if (c < ' ' || c == 0x7f) {
                kinds[c] = DROPPED;
            } else {
                boolean plain = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
                kinds[c] = plain ? LETTER : PUNCTUATION;
            }
        }
        return kinds;
    }
}
