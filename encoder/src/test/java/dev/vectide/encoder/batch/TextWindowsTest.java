package dev.vectide.encoder.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.encoder.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextWindowsTest {
    /** Words of one to five tokens, each token of one or two characters, a blank between words. */
    private static List<TextWindows.Token> text(Random random, int words) {
        List<TextWindows.Token> tokens = new ArrayList<>();
        int at = 0;
        for (int word = 0; word < words; word++) {
            int parts = 1 + random.nextInt(5);
            for (int i = 0; i < parts; i++) {
                int end = at + 1 + random.nextInt(2);
                tokens.add(new TextWindows.Token(at, end, word));
                at = end;
            }
            at++;
        }
        return tokens;
    }

    @Test
    void everyTokenIsInAWindowNoneIsTooLongAndNeighboursOverlap() {
        Random random = new Random(11);
        for (int round = 0; round < 500; round++) {
            List<TextWindows.Token> tokens = text(random, 1 + random.nextInt(60));
            int length = tokens.get(tokens.size() - 1).end();
            int most = 12 + random.nextInt(40);
            int overlap = random.nextInt(10);
            List<Window> windows = TextWindows.of(tokens, "x".repeat(length), most, overlap);

            assertThat(windows.get(0).start()).isZero();
            assertThat(windows.get(windows.size() - 1).end()).isEqualTo(length);
            for (TextWindows.Token token : tokens) {
                assertThat(windows).anyMatch(window -> window.start() <= token.start() && token.end() <= window.end());
            }
            for (int i = 0; i < windows.size(); i++) {
                Window window = windows.get(i);
                assertThat(in(window, tokens)).hasSizeLessThanOrEqualTo(most);
                assertThat(wordsCutBy(window, tokens)).isZero();
                if (i > 0) {
                    assertThat(window.start()).isGreaterThan(windows.get(i - 1).start());
                    assertThat(shared(windows.get(i - 1), window, tokens)).isLessThanOrEqualTo(Math.min(overlap, most / 4));
                }
            }
        }
    }

    @Test
    void aShortTextIsOneWindowWithAllThatIsAroundItsTokens() {
        assertThat(TextWindows.of(List.of(new TextWindows.Token(2, 4, 0)), "a bit of.", 5, 2)).containsExactly(new Window(0, 9));
        assertThat(TextWindows.of(List.of(), "...", 5, 2)).containsExactly(new Window(0, 3));
    }

    @Test
    void aWordLongerThanAWindowIsCut() {
        List<TextWindows.Token> tokens = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            tokens.add(new TextWindows.Token(i, i + 1, 0));
        }
        assertThat(TextWindows.of(tokens, "x".repeat(25), 10, 2))
                .containsExactly(new Window(0, 10), new Window(10, 20), new Window(20, 25));
    }

    /** Whether its tokenizer makes tokens of the marks or, as BERT's, leaves them out. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBorderIsNeverWithinACharacter(boolean marksAreTokens) {
        Random random = new Random(12);
        for (int round = 0; round < 500; round++) {
            List<Integer> borders = new ArrayList<>();
            List<TextWindows.Token> tokens = new ArrayList<>();
            String text = characters(random, marksAreTokens, tokens, borders);
            List<Window> windows = TextWindows.of(tokens, text, 12, 3);

            assertThat(windows).hasSizeGreaterThan(1);
            for (Window window : windows) {
                assertThat(borders).contains(window.start(), window.end());
                assertThat(in(window, tokens)).hasSizeLessThanOrEqualTo(12);
            }
            assertThat(windows.get(windows.size() - 1).end()).isEqualTo(text.length());
        }
    }

    /** Fifty characters in words of any length, some of them of several code points, each a token or left out. */
    private static String characters(
            Random random, boolean marksAreTokens, List<TextWindows.Token> tokens, List<Integer> borders) {
        List<String> kinds = List.of(
                "a", "e\u0301", "o\u0323\u0302", "\uD83D\uDC4D\uD83C\uDFFD", "\u1112\u1161\u11AB", "\u2764\uFE0F",
                "\uD83D\uDC69\u200D\uD83D\uDCBB");
        StringBuilder text = new StringBuilder();
        long word = 0;
        for (int i = 0; i < 50; i++) {
            String kind = kinds.get(random.nextInt(kinds.size()));
            borders.add(text.length());
            for (int at = 0; at < kind.length(); at = kind.offsetByCodePoints(at, 1)) {
                if (at == 0 || marksAreTokens) {
                    int start = text.length() + at;
                    tokens.add(new TextWindows.Token(start, start + Character.charCount(kind.codePointAt(at)), word));
                }
                // Some tokenizers take a mark for a word.
                word += random.nextInt(6) == 0 ? 1 : 0;
            }
            text.append(kind);
        }
        borders.add(text.length());
        return text.toString();
    }

    private static List<TextWindows.Token> in(Window window, List<TextWindows.Token> tokens) {
        return tokens.stream()
                .filter(token -> window.start() <= token.start() && token.end() <= window.end())
                .toList();
    }

    private static long shared(Window one, Window other, List<TextWindows.Token> tokens) {
        return in(one, tokens).stream().filter(in(other, tokens)::contains).count();
    }

    private static long wordsCutBy(Window window, List<TextWindows.Token> tokens) {
        return in(window, tokens).stream()
                .map(TextWindows.Token::word)
                .distinct()
                .filter(word -> tokens.stream().filter(token -> token.word() == word)
                        .anyMatch(token -> token.start() < window.start() || token.end() > window.end()))
                .count();
    }
}
