package dev.vectide.indexer.lexical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.indexer.Documents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LexicalIndexesTest {
    private static final int MANY = 1000;

    /** A part with the rows that it is gathered from. */
    private static final class Part {
        final Map<String, String> texts = new TreeMap<>();
        int gathered;
        Consumer<String> reading = id -> {};
        final LexicalIndexes indexes = new LexicalIndexes(this::forEach);

        private void forEach(String stream, Consumer<Embedding> document) {
            gathered++;
            new TreeMap<>(texts).forEach((id, text) -> {
                reading.accept(id);
                document.accept(Documents.saying(id, text));
            });
        }

        void put(String id, String text) {
            texts.put(id, text);
            indexes.put(Documents.saying(id, text));
        }

        void remove(String id) {
            texts.remove(id);
            indexes.remove(new DocumentKey("s", id));
        }

        List<Match> best(String query, int most) {
            return LexicalIndexesTest.best(List.of(this), query, most);
        }

        List<String> found(String query) {
            return best(query, MANY).stream().map(Match::id).toList();
        }
    }

    /** As a search over parts goes. */
    private static List<Match> best(List<Part> parts, String query, int most) {
        Map<String, Integer> words = Words.of(query);
        List<LexicalView> views = parts.stream().map(part -> part.indexes.view("s")).toList();
        Corpus corpus = Corpus.EMPTY;
        for (LexicalView view : views) {
            corpus = corpus.plus(view.corpus(words.keySet()));
        }
        List<Match> matches = new ArrayList<>();
        for (LexicalView view : views) {
            matches.addAll(view.best(words, corpus, most));
            view.close();
        }
        matches.sort(Comparator.comparing(Match::score).reversed().thenComparing(Match::id));
        return matches.subList(0, Math.min(most, matches.size()));
    }

    /** At most 40 words: up to there Lucene keeps the length of a text exactly. */
    private static String text(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(40))
                .mapToObj(i -> "w" + (int) (30 * random.nextDouble() * random.nextDouble()))
                .collect(Collectors.joining(" "));
    }

    /** Upserts, updates and deletes, the same in every one of the groups of parts. */
    private static void churn(Random random, int steps, List<List<Part>> groups) {
        for (int step = 0; step < steps; step++) {
            int number = random.nextInt(120);
            String id = "d" + number;
            String text = text(random);
            boolean removed = random.nextInt(4) == 0;
            for (List<Part> group : groups) {
                Part part = group.get(number % group.size());
                if (removed) {
                    part.remove(id);
                } else {
                    part.put(id, text);
                }
            }
            if (step % 50 == 0) {
                groups.forEach(group -> best(group, "w1", 1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void documentsAreRankedByTheFormulaWhateverBecameOfThem(long seed) {
        Random random = new Random(seed);
        Part part = new Part();
        churn(random, 400, List.of(List.of(part)));

        Bm25 formula = new Bm25(part.texts);
        for (String query : List.of("w0", "w3 w29 w12", "w1 w1 w20", "w5 nobody", "W2, w2!")) {
            List<Match> matches = part.best(query, MANY);
            String words = query.toLowerCase(java.util.Locale.ROOT).replaceAll("[,!]", "");
            assertThat(matches).extracting(Match::id).containsExactlyInAnyOrderElementsOf(formula.ranking(words));
            assertThat(matches).isNotEmpty().allSatisfy(match ->
                    assertThat((double) match.score()).isCloseTo(formula.score(match.id(), words), within(1e-5)));
            assertThat(matches).isSortedAccordingTo(
                    Comparator.comparing(Match::score).reversed().thenComparing(Match::id));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void fourPartsRankExactlyAsOne(long seed) {
        List<Part> one = List.of(new Part());
        List<Part> four = List.of(new Part(), new Part(), new Part(), new Part());
        churn(new Random(seed), 400, List.of(one, four));

        for (String query : List.of("w0 w1", "w3 w29 w12", "w17", "w8 w9 w10 w11 w12 w13")) {
            for (int most : List.of(1, 7, MANY)) {
                assertThat(best(four, query, most)).isNotEmpty().isEqualTo(best(one, query, most));
            }
        }
    }

    @Test
    void whatIsGatheredAnewScoresExactlyAsWhatWasFollowed() {
        Part followed = new Part();
        churn(new Random(7), 500, List.of(List.of(followed)));
        Part fresh = new Part();
        fresh.texts.putAll(followed.texts);

        assertThat(fresh.best("w0 w3 w22", MANY)).isNotEmpty().isEqualTo(followed.best("w0 w3 w22", MANY));
    }

    @Test
    void whatIsDeletedDoesNotCountThoughLuceneStillHasIt() {
        Part part = new Part();
        for (int i = 0; i < 20; i++) {
            part.put("d" + i, i < 4 ? "rare rare often" : "often " + "long ".repeat(i));
        }
        part.found("often");
        // Too few to be merged away.
        part.remove("d0");
        part.remove("d19");
        Bm25 formula = new Bm25(part.texts);

        assertThat(part.best("rare often", MANY)).hasSize(18).allSatisfy(match ->
                assertThat((double) match.score()).isCloseTo(formula.score(match.id(), "rare often"), within(1e-6)));
    }

    @Test
    void equalScoresComeInTheOrderOfUtf16() {
        Part part = new Part();
        for (String id : List.of("\uFF5E", "\uD83D\uDE00", "b", "a")) {
            part.put(id, "same words");
        }

        assertThat(part.best("words", 3)).extracting(Match::id).containsExactly("a", "b", "\uD83D\uDE00");
    }

    @Test
    void nothingIsGatheredBeforeItIsAskedForAndThenOnlyOnce() {
        Part part = new Part();
        part.put("a", "one");
        assertThat(part.gathered).isZero();

        assertThat(part.found("one")).containsExactly("a");
        part.put("b", "one one");
        part.remove("a");
        assertThat(part.found("one")).containsExactly("b");
        assertThat(part.gathered).isEqualTo(1);
    }

    @Test
    void whatChangesWhileItIsGatheredStands() {
        Part part = new Part();
        part.texts.putAll(Map.of("a", "old", "b", "old", "c", "old", "d", "old"));
        part.reading = id -> {
            if (id.equals("a")) {
                // "a" comes again with its old text after it was removed, "b" after it was changed.
                part.indexes.remove(new DocumentKey("s", "a"));
                part.indexes.put(Documents.saying("b", "new"));
                part.indexes.put(Documents.saying("e", "new"));
            } else if (id.equals("d")) {
                part.indexes.put(Documents.saying("c", "new"));
            }
        };

        assertThat(part.found("old new")).containsExactlyInAnyOrder("b", "c", "d", "e");
        assertThat(part.found("new")).containsExactlyInAnyOrder("b", "c", "e");
    }

    @Test
    void aGatheringThatBreaksOffIsDoneAgain() {
        Part part = new Part();
        part.texts.putAll(Map.of("a", "one", "b", "one"));
        part.reading = id -> {
            if (id.equals("b") && part.gathered == 1) {
                throw new IllegalStateException("a damaged row");
            }
        };
        assertThatThrownBy(() -> part.found("one")).hasMessage("a damaged row");

        assertThat(part.found("one")).containsExactly("a", "b");
    }

    @Test
    void aTextThatIsNotStoredIsNotFoundUnlessAnAttributeHasIt() {
        Part part = new Part();
        part.put("a", "one");
        part.found("one");
        part.indexes.put(Documents.saying("a", null));
        part.indexes.put(Documents.saying("b", null, Map.of("text", "one of a picture"), Documents.TIME));

        assertThat(part.found("one")).containsExactly("b");
    }
}
