package dev.vectide.indexer.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The cat, the CAT!            | {cat=2, the=2}
            error E-4711 in v1.2_beta    | {4711=1, e=1, error=1, in=1, v1.2_beta=1}
            Straße ÉCOLE привет          | {straße=1, école=1, привет=1}
            東京                           | {京=1, 東=1}
            don't                        | {don't=1}
            ?! …                         | {}
            """)
    void wordsEndWhereUnicodeSaysAndNoneIsLeftOut(String text, String words) {
        assertThat(Words.of(text)).hasToString(words);
    }

    @Test
    void aWordWithoutEndIsCutInPieces() {
        assertThat(Words.of("x".repeat(600)).values()).containsExactlyInAnyOrder(1, 2);
    }
}
