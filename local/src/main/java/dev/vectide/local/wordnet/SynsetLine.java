package dev.vectide.local.wordnet;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One line of a data file, as wndb(5WN) describes it: {@code offset lex_filenum ss_type w_cnt word lex_id [word lex_id
 * ...] p_cnt ... | gloss}, w_cnt being two hexadecimal digits.
 */
final class SynsetLine {
    private static final String GLOSS = " | ";
    private static final String EXAMPLES = "; \"";
    private static final int OFFSET = 0;
    private static final int FILE = 1;
    private static final int TYPE = 2;
    private static final int COUNT = 3;
    private static final int WORDS = 4;
    /** Where an adjective may stand: (p), (a) or (ip). */
    private static final Pattern MARKER = Pattern.compile("\\((?:p|a|ip)\\)$");

    private SynsetLine() {}

    /** Refuses a line that is none, and says why. */
    static Synset parse(String line) {
        int bar = line.indexOf(GLOSS);
        if (bar < 0) {
            throw new IllegalArgumentException("no gloss");
        }
        String[] fields = line.substring(0, bar).split(" ");
        if (fields.length < WORDS || !fields[OFFSET].matches("\\d{8}") || !fields[TYPE].matches("[nvasr]")) {
            throw new IllegalArgumentException(
                    "expected an offset of 8 digits, a file number, one of n v a s r, and words");
        }
        return new Synset(
                fields[OFFSET] + "-" + fields[TYPE],
                LexicographerFiles.name(number(fields[FILE], 10)),
                words(fields, number(fields[COUNT], 16)),
                definition(line.substring(bar + GLOSS.length())));
    }

    private static List<String> words(String[] fields, int count) {
        if (count < 1 || fields.length < WORDS + 2 * count) {
            throw new IllegalArgumentException("fewer words than the " + count + " it announces");
        }
        List<String> words = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            words.add(MARKER.matcher(fields[WORDS + 2 * i]).replaceFirst("").replace('_', ' '));
        }
        return words;
    }

    private static String definition(String gloss) {
        int examples = gloss.indexOf(EXAMPLES);
        return (examples < 0 ? gloss : gloss.substring(0, examples)).strip();
    }

    private static int number(String digits, int radix) {
        try {
            return Integer.parseInt(digits, radix);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + digits + "' where a number is expected", e);
        }
    }
}
