package dev.vectide.evaluate.invariance.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Other numbers of the same size. "One" stays: mostly it is a pronoun. */
final class Numbers {
    private static final List<List<String>> WORDS = List.of(
            List.of("two", "three", "four", "five", "six", "seven", "eight", "nine"),
            List.of(
                    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
                    "nineteen"),
            List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
            List.of("hundred", "thousand", "million", "billion"));

    private static final Pattern NUMBER = Pattern.compile("[0-9]+|\\b(?i:"
            + WORDS.stream().flatMap(List::stream).collect(Collectors.joining("|")) + ")\\b");

    private Numbers() {}

    static Optional<String> changed(String text, RandomGenerator random) {
        return Layout.changed(text, NUMBER.matcher(text).replaceAll(number -> other(number.group(), random)));
    }

    private static String other(String number, RandomGenerator random) {
        return Character.isDigit(number.charAt(0)) ? digits(number, random) : word(number, random);
    }

    /** The first digit becomes another, and none but a lone one 0; the rest are drawn. */
    private static String digits(String number, RandomGenerator random) {
        int least = number.length() == 1 ? 0 : 1;
        int old = number.charAt(0) - '0';
        int first = least + random.nextInt(10 - least - (old >= least ? 1 : 0));
        first = first >= old && old >= least ? first + 1 : first;
        return first + Stream.generate(() -> Integer.toString(random.nextInt(10)))
                .limit(number.length() - 1L)
                .collect(Collectors.joining());
    }

    private static String word(String number, RandomGenerator random) {
        String word = number.toLowerCase(Locale.ROOT);
        List<String> others = WORDS.stream()
                .filter(words -> words.contains(word))
                .flatMap(List::stream)
                .filter(other -> !other.equals(word))
                .toList();
        String other = others.get(random.nextInt(others.size()));
        boolean capital = Character.isUpperCase(number.charAt(0));
        return capital ? other.substring(0, 1).toUpperCase(Locale.ROOT) + other.substring(1) : other;
    }
}
