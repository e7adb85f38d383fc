package dev.vectide.evaluate.invariance.text;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Changes of what a text looks like. */
final class Layout {
    private static final Pattern GAP = Pattern.compile("\\s+");
    /** Marks that end a word: those within one, as of a decimal or a contraction, have a meaning. */
    private static final Pattern MARKS = Pattern.compile("(?<=\\S)[.,;:!?…]+(?=\\s|$)");

    private Layout() {}

    static Optional<String> otherCase(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        String other = upper.equals(text) ? text.toLowerCase(Locale.ROOT) : upper;
        return changed(text, other);
    }

    static Optional<String> spaced(String text, RandomGenerator random) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        String wide = GAP.matcher(text).replaceAll(gap -> gap.group() + " ".repeat(random.nextInt(3)));
        return Optional.of(" " + wide + "  ");
    }

    static Optional<String> punctuated(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        String bare = MARKS.matcher(text).replaceAll("");
        return Optional.of(bare.equals(text) ? text.stripTrailing() + "." : bare);
    }

    static Optional<String> changed(String before, String after) {
        return after.equals(before) ? Optional.empty() : Optional.of(after);
    }
}
