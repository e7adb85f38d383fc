package dev.vectide.evaluate.invariance.text;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An English text with its meaning turned by "not": the first negation goes; where there is none, one comes behind the first
 * auxiliary verb, or behind the pronoun that follows it in a question. A text without an auxiliary is left alone.
 */
final class Negation {
    private static final Map<String, String> IRREGULAR =
            Map.of("won't", "will", "can't", "can", "shan't", "shall", "cannot", "can");
    private static final Map<String, String> SUPPORT =
            Map.of("have", "do not have", "has", "does not have", "had", "did not have");

    private static final Pattern NEGATION =
            Pattern.compile("(?i)\\b(?:(won't|can't|shan't|cannot)\\b"
                    + "|(is|are|was|were|do|does|did|has|have|had|could|would|should|must)n't\\b"
                    + "|(?:not|never)\\s+)|(?<=\\S)\\s+not\\b");

    private static final String PRONOUN = "(?:i|you|he|she|it|we|they|there)";
    /** "May 5" is a date. */
    private static final Pattern AUXILIARY = Pattern.compile("(?i)\\b(is|are|was|were|am|will|would|can|could|shall|should|"
            + "must|might|may(?!\\s+[0-9])|do|does|did|has|have|had)\\b(?!')(\\s+" + PRONOUN + "\\b)?");

    /** "Have" as a verb of its own wants "do". */
    private static final Pattern OWNING = Pattern.compile(
            "(?i)\\b(have|has|had)\\b(?=\\s+(?:a|an|the|my|your|his|her|its|our|their|some|any|to|enough|[0-9]+)\\b)");

    private Negation() {}

    static Optional<String> turned(String text) {
        String ascii = text.replace('’', '\'');
        Matcher negation = NEGATION.matcher(ascii);
        if (negation.find()) {
            return Optional.of(splice(ascii, negation, positive(negation)));
        }
        Matcher auxiliary = AUXILIARY.matcher(ascii);
        if (!auxiliary.find()) {
            return Optional.empty();
        }
        Matcher owning = OWNING.matcher(ascii);
        if (owning.find() && owning.start() == auxiliary.start()) {
            return Optional.of(splice(ascii, owning, negative(owning.group())));
        }
        return Optional.of(splice(ascii, auxiliary, auxiliary.group() + " not"));
    }

    private static String positive(Matcher negation) {
        if (negation.group(1) != null) {
            return IRREGULAR.getOrDefault(negation.group(1).toLowerCase(Locale.ROOT), "");
        }
        return negation.group(2) == null ? "" : negation.group(2);
    }

    private static String negative(String verb) {
        return SUPPORT.getOrDefault(verb.toLowerCase(Locale.ROOT), verb);
    }

    private static String splice(String text, MatchResult match, String other) {
        return text.substring(0, match.start()) + other + text.substring(match.end());
    }
}
