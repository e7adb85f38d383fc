package dev.vectide.evaluate.invariance.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Slips of the hand in words of four letters and more, never in their first letter. */
final class Typos {
    /** Letters alone: what carries a mark of its own is not taken apart. */
    private static final Pattern WORD = Pattern.compile("(?<![\\p{L}\\p{M}])\\p{L}{4,}+(?!\\p{M})");

    private static final int ONE_IN = 10;
    private static final String[] ROWS = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};

    private Typos() {}

    /** A word with one slip; empty if it has no place for one. */
    private interface Slip {
        Optional<String> in(String word, RandomGenerator random);
    }

    static Optional<String> neighbour(String text, RandomGenerator random) {
        return slipped(text, random, Typos::neighbouringKey);
    }

    static Optional<String> transposition(String text, RandomGenerator random) {
        return slipped(text, random, Typos::transposed);
    }

    static Optional<String> drop(String text, RandomGenerator random) {
        return slipped(text, random, (word, dice) -> {
            int at = 1 + dice.nextInt(word.length() - 1);
            return Optional.of(word.substring(0, at) + word.substring(at + 1));
        });
    }

    private static Optional<String> slipped(String text, RandomGenerator random, Slip slip) {
        List<MatchResult> words = new ArrayList<>(WORD.matcher(text).results().toList());
        int wanted = (words.size() + ONE_IN - 1) / ONE_IN;
        Collections.shuffle(words, new Random(random.nextLong()));
        StringBuilder changed = new StringBuilder(text);
        List<Edit> edits = new ArrayList<>();
        for (MatchResult word : words) {
            if (edits.size() < wanted) {
                slip.in(word.group(), random).ifPresent(slipped -> edits.add(new Edit(word.start(), word.end(), slipped)));
            }
        }
        edits.sort((a, b) -> Integer.compare(b.from, a.from));
        edits.forEach(edit -> changed.replace(edit.from, edit.to, edit.word));
        return edits.isEmpty() ? Optional.empty() : Optional.of(changed.toString());
    }

    private record Edit(int from, int to, String word) {}

    private static Optional<String> neighbouringKey(String word, RandomGenerator random) {
        int first = 1 + random.nextInt(word.length() - 1);
        for (int i = 0; i < word.length() - 1; i++) {
            int at = 1 + (first - 1 + i) % (word.length() - 1);
            String keys = neighbours(Character.toLowerCase(word.charAt(at)));
            if (!keys.isEmpty()) {
                String key = String.valueOf(keys.charAt(random.nextInt(keys.length())));
                boolean capital = Character.isUpperCase(word.charAt(at));
                return Optional.of(
                        word.substring(0, at) + (capital ? key.toUpperCase(Locale.ROOT) : key) + word.substring(at + 1));
            }
        }
        return Optional.empty();
    }

    /** Left and right of it in its row; none for what is not on the keyboard. */
    static String neighbours(char letter) {
        for (String row : ROWS) {
            int at = row.indexOf(letter);
            if (at >= 0) {
                return row.substring(Math.max(0, at - 1), at) + row.substring(at + 1, Math.min(row.length(), at + 2));
            }
        }
        return "";
    }

    private static Optional<String> transposed(String word, RandomGenerator random) {
        int first = random.nextInt(word.length() - 2);
        for (int i = 0; i < word.length() - 2; i++) {
            int at = 1 + (first + i) % (word.length() - 2);
            if (word.charAt(at) != word.charAt(at + 1)) {
                return Optional.of(
                        word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2));
            }
        }
        return Optional.empty();
    }
}
