package dev.vectide.evaluate.invariance.text;

import dev.vectide.evaluate.invariance.Declaration;
import dev.vectide.evaluate.invariance.Perturbation;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Changes of texts. Those of number words and negation are for English. */
public enum TextPerturbation implements Perturbation<String> {
    /** All capitals; of a text in capitals, none. */
    CASE("case", (text, random) -> Layout.otherCase(text)),
    /** More spaces between words, and around the text. */
    WHITESPACE("whitespace", Layout::spaced),
    /** One word in ten, at least one, of four letters and more: a letter for its neighbour on a QWERTY keyboard. */
    KEYBOARD_TYPO("typo: neighbouring key", Typos::neighbour),
    /** As above: two letters that follow each other change places. */
    TRANSPOSITION_TYPO("typo: transposition", Typos::transposition),
    /** As above: a letter is left out. */
    DROP_TYPO("typo: dropped letter", Typos::drop),
    /** Marks at the ends of words are taken away; a text that has none gets a full stop. */
    PUNCTUATION("punctuation", (text, random) -> Layout.punctuated(text)),
    /** The same words in another order; of a text of three and more. */
    WORD_ORDER("word order", WordOrder::shuffled),
    /** Every number becomes another of as many digits, every number word but "one" another. */
    NUMBER("number", Numbers::changed),
    /** The first "not" goes, or one comes. */
    NEGATION("negation", (text, random) -> Negation.turned(text));

    private final String label;
    private final BiFunction<String, RandomGenerator, Optional<String>> change;

    TextPerturbation(String label, BiFunction<String, RandomGenerator, Optional<String>> change) {
        this.label = label;
        this.change = change;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Optional<String> apply(String text, RandomGenerator random) {
        return change.apply(text, random);
    }

    /** What is usual: form is ignored; word order, numbers and negation are not. */
    public static List<Declaration<String>> usual() {
        Stream<Declaration<String>> form = Stream.of(
                        CASE, WHITESPACE, KEYBOARD_TYPO, TRANSPOSITION_TYPO, DROP_TYPO, PUNCTUATION)
                .map(Declaration::ignores);
        return Stream.concat(form, Stream.of(WORD_ORDER, NUMBER, NEGATION).map(Declaration::mustNotIgnore)).toList();
    }
}
