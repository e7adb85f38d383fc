package dev.vectide.local.wordnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordNetTest {
    private static final String LICENCE = "  1 This software and database is being provided to you  \n";

    @Test
    void aLineIsReadUpToItsExamples() throws IOException {
        List<Synset> synsets = read(LICENCE
                + "00002098 00 a 02 un_able(p) 0 powerless 1 001 ! 00001740 a 0101 | not having the means; or the skill;"
                + " \"unable to get to town\"; \"unable to pay\"  \n");

        assertThat(synsets)
                .containsExactly(new Synset(
                        "00002098-a", "adj.all", List.of("un able", "powerless"), "not having the means; or the skill"));
    }

    @Test
    void theCountOfWordsIsHexadecimal() throws IOException {
        String words = "w%d 0 ".repeat(16).formatted((Object[]) numbers(16));

        List<Synset> synsets = read("00000001 05 n 10 " + words + "000 | a creature\n");

        assertThat(synsets.get(0).words()).hasSize(16).startsWith("w0").endsWith("w15");
        assertThat(synsets.get(0).category()).isEqualTo("noun.animal");
    }

    @Test
    void aLineThatIsNoneIsRefusedByItsNumber() {
        String sound = "00001740 03 n 01 entity 0 000 | that which is\n";

        refused(LICENCE + sound + "00001740 03 n 01 entity 0 000 that which is\n", "data.x:3: no gloss");
        refused("1740 03 n 01 entity 0 000 | that which is\n", "data.x:1: expected an offset of 8 digits");
        refused("00001740 45 n 01 entity 0 000 | that which is\n", "data.x:1: lexicographer file 45, expected 0 to 44");
        refused("00001740 3a n 01 entity 0 000 | that which is\n", "data.x:1: '3a' where a number is expected");
        refused("00001740 03 n 05 entity 0 000 | that which is\n", "data.x:1: fewer words than the 5 it announces");
        refused("00001740 03 x 01 entity 0 000 | that which is\n", "data.x:1: expected an offset of 8 digits");
    }

    @Test
    void ofEqualDefinitionsTheFirstIsKept() {
        Synset first = new Synset("00000001-n", "noun.act", List.of("a"), "the same");
        Synset second = new Synset("00000002-n", "noun.act", List.of("b"), "the same");
        Synset none = new Synset("00000003-n", "noun.act", List.of("c"), "");

        assertThat(WordNet.distinct(List.of(first, second, none))).containsExactly(first);
    }

    @Test
    void theDataJarHasTheNouns() {
        List<Synset> nouns = WordNet.nouns();

        assertThat(nouns).hasSizeGreaterThan(75_000);
        assertThat(nouns).allMatch(noun -> noun.category().startsWith("noun.") && !noun.definition().isBlank());
        assertThat(new HashSet<>(nouns.stream().map(Synset::id).toList())).hasSameSizeAs(nouns);
        assertThat(nouns.stream().map(Synset::category).distinct()).hasSize(26);
        assertThat(nouns).anySatisfy(noun -> {
            assertThat(noun.words()).contains("bicycle");
            assertThat(noun.category()).isEqualTo("noun.artifact");
            assertThat(noun.definition()).contains("two wheels");
        });
    }

    private static void refused(String file, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(file)).withMessageStartingWith(message);
    }

    private static List<Synset> read(String file) throws IOException {
        return WordNet.read("data.x", new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    }

    private static Integer[] numbers(int count) {
        Integer[] numbers = new Integer[count];
        java.util.Arrays.setAll(numbers, i -> i);
        return numbers;
    }
}
