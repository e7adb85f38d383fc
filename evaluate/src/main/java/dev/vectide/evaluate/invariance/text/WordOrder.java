package dev.vectide.evaluate.invariance.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/** The words of a text in another order. */
final class WordOrder {
    private static final int LEAST = 3;

    private WordOrder() {}

    static Optional<String> shuffled(String text, RandomGenerator random) {
        List<String> words = Arrays.asList(text.strip().split("\\s+"));
        if (words.size() < LEAST || words.stream().distinct().count() < 2) {
            return Optional.empty();
        }
        List<String> other = new ArrayList<>(words);
        Random dice = new Random(random.nextLong());
        do {
            Collections.shuffle(other, dice);
        } while (other.equals(words));
        return Optional.of(String.join(" ", other));
    }
}
