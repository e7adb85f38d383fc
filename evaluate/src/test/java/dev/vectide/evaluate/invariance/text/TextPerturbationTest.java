package dev.vectide.evaluate.invariance.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.evaluate.invariance.Declaration;
import dev.vectide.evaluate.invariance.Expectation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPerturbationTest {
    private static final List<String> TEXTS = List.of(
            "transfer 250 dollars from checking to savings, please",
            "It is raining in Berlin. We won't go out!",
            "Wie spät ist es in München?",
            "MY CARD WAS STOLEN",
            "ok",
            "a",
            "",
            "   ",
            "12",
            "日本語のテキスト",
            "e\u0301te\u0301 e\u0301te\u0301 cafe\u0301s",
            "😀 smile 😀 smile more",
            "tab\tand\nline",
            "the the the",
            "$5.00 (approx.) at 10:30 & more...");

    private static SplittableRandom dice(long seed) {
        return new SplittableRandom(seed);
    }

    @ParameterizedTest
    @EnumSource(TextPerturbation.class)
    void aChangeIsAChangeAndTheSameForTheSameSeed(TextPerturbation perturbation) {
        for (String text : TEXTS) {
            for (long seed = 0; seed < 50; seed++) {
                var changed = perturbation.apply(text, dice(seed));
                assertThat(changed).as(text).isNotEqualTo(java.util.Optional.of(text));
                assertThat(perturbation.apply(text, dice(seed))).isEqualTo(changed);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TextPerturbation.class)
    void nothingCanBeDoneToNothing(TextPerturbation perturbation) {
        assertThat(perturbation.apply("", dice(1))).isEmpty();
        assertThat(perturbation.apply("   ", dice(1))).isEmpty();
    }

    @Test
    void caseAndSpaceChangeNothingElse() {
        for (String text : TEXTS) {
            TextPerturbation.CASE.apply(text, dice(1)).ifPresent(changed -> assertThat(changed.toLowerCase(Locale.ROOT))
                    .isEqualTo(text.toLowerCase(Locale.ROOT)));
            TextPerturbation.WHITESPACE.apply(text, dice(1)).ifPresent(changed -> assertThat(changed.strip().split("\\s+"))
                    .isEqualTo(text.strip().split("\\s+")));
        }
        assertThat(TextPerturbation.CASE.apply("MY CARD", dice(1))).contains("my card");
        assertThat(TextPerturbation.CASE.apply("12 %", dice(1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "It rains. Stay in!|It rains Stay in",
        "what is 1.5 plus 2?|what is 1.5 plus 2",
        "don't|don't.",
        "wait...|wait"
    })
    void punctuationAtTheEndsOfWordsGoesOrAFullStopComes(String text, String expected) {
        assertThat(TextPerturbation.PUNCTUATION.apply(text, dice(1))).contains(expected);
    }

    @Test
    void oneWordInTenHasATypo() {
        String text = "alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima";
        for (TextPerturbation typo : List.of(
                TextPerturbation.KEYBOARD_TYPO, TextPerturbation.TRANSPOSITION_TYPO, TextPerturbation.DROP_TYPO)) {
            for (long seed = 0; seed < 30; seed++) {
                String[] before = text.split(" ");
                String[] after = typo.apply(text, dice(seed)).orElseThrow().split(" ");
                assertThat(after).hasSameSizeAs(before);
                long changed = IntStream.range(0, before.length).filter(i -> !before[i].equals(after[i])).count();
                assertThat(changed).as(typo.label()).isEqualTo(2);
                IntStream.range(0, before.length)
                        .forEach(i -> assertThat(after[i].charAt(0)).isEqualTo(before[i].charAt(0)));
            }
        }
    }

    @Test
    void typosAreOfTheirKind() {
        for (long seed = 0; seed < 50; seed++) {
            String neighbour = TextPerturbation.KEYBOARD_TYPO.apply("Transfer", dice(seed)).orElseThrow();
            int at = IntStream.range(0, 8).filter(i -> neighbour.charAt(i) != "Transfer".charAt(i)).findFirst().orElseThrow();
            assertThat(Typos.neighbours("Transfer".charAt(at))).contains(neighbour.substring(at, at + 1));
            assertThat(neighbour.substring(at + 1)).isEqualTo("Transfer".substring(at + 1));

            String transposed = TextPerturbation.TRANSPOSITION_TYPO.apply("Transfer", dice(seed)).orElseThrow();
            assertThat(sorted(transposed)).isEqualTo(sorted("Transfer"));

            String dropped = TextPerturbation.DROP_TYPO.apply("Transfer", dice(seed)).orElseThrow();
            assertThat(dropped).hasSize(7);
        }
        assertThat(Typos.neighbours('q')).isEqualTo("w");
        assertThat(Typos.neighbours('g')).isEqualTo("fh");
        assertThat(TextPerturbation.TRANSPOSITION_TYPO.apply("aaaa", dice(1))).isEmpty();
        assertThat(TextPerturbation.KEYBOARD_TYPO.apply("über и где", dice(1)).orElse("")).doesNotContain("über");
    }

    private static String sorted(String word) {
        char[] letters = word.toCharArray();
        Arrays.sort(letters);
        return new String(letters);
    }

    /** A mark without its letter would be another letter's. */
    @Test
    void typosLeaveCharactersWhole() {
        String text = "e\u0301te\u0301 cafe\u0301s 😀😀😀😀";
        for (long seed = 0; seed < 50; seed++) {
            assertThat(TextPerturbation.DROP_TYPO.apply(text, dice(seed))).isEmpty();
        }
    }

    @Test
    void wordsAreShuffled() {
        for (long seed = 0; seed < 30; seed++) {
            String shuffled = TextPerturbation.WORD_ORDER.apply("dog bites the man", dice(seed)).orElseThrow();
            assertThat(shuffled).isNotEqualTo("dog bites the man");
            assertThat(shuffled.split(" ")).containsExactlyInAnyOrder("dog", "bites", "the", "man");
        }
        assertThat(TextPerturbation.WORD_ORDER.apply("dog bites", dice(1))).isEmpty();
        assertThat(TextPerturbation.WORD_ORDER.apply("the the the", dice(1))).isEmpty();
    }

    @Test
    void numbersBecomeOthersOfAsManyDigits() {
        for (long seed = 0; seed < 200; seed++) {
            String changed = TextPerturbation.NUMBER.apply("pay 250 of 7 and 90 by 0", dice(seed)).orElseThrow();
            assertThat(changed).matches("pay [1-9][0-9]{2} of [0-9] and [1-9][0-9] by [0-9]");
            String[] words = changed.split(" ");
            assertThat(words[1]).isNotEqualTo("250");
            assertThat(words[3]).isNotEqualTo("7");
            assertThat(words[5]).isNotEqualTo("90");
            assertThat(words[7]).isNotEqualTo("0");
            String word = TextPerturbation.NUMBER.apply("Two of the ones", dice(seed)).orElseThrow();
            assertThat(word).matches("(Three|Four|Five|Six|Seven|Eight|Nine) of the ones");
        }
        assertThat(TextPerturbation.NUMBER.apply("which one is often seen", dice(1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "it is raining|it is not raining",
        "i will pay tomorrow|i will not pay tomorrow",
        "it is not raining|it is raining",
        "we won't go out|we will go out",
        "I don't like it|I do like it",
        "she isn’t here|she is here",
        "can you help me|can you not help me",
        "how many days do i have left|how many days do i not have left",
        "i have a dog|i do not have a dog",
        "she has 2 dogs|she does not have 2 dogs",
        "i have seen it|i have not seen it",
        "never do it|do it",
        "i cannot see|i can see",
        "i think not|i think"
    })
    void negationIsTurned(String text, String expected) {
        assertThat(TextPerturbation.NEGATION.apply(text, dice(1))).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"transfer money to savings", "remind me on may 5", "the island", "notable things"})
    void whereThereIsNothingToNegateItDoesNotApply(String text) {
        assertThat(TextPerturbation.NEGATION.apply(text, dice(1))).isEmpty();
    }

    @Test
    void formIsIgnoredAndMeaningIsNot() {
        assertThat(TextPerturbation.usual()).hasSize(TextPerturbation.values().length);
        assertThat(TextPerturbation.usual().stream()
                        .filter(declaration -> declaration.expectation() == Expectation.MUST_NOT_IGNORE)
                        .map(Declaration::perturbation))
                .containsExactly(TextPerturbation.WORD_ORDER, TextPerturbation.NUMBER, TextPerturbation.NEGATION);
    }
}
