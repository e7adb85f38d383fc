package dev.vectide.evaluate.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.vector.FloatVector;
import dev.vectide.evaluate.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
    @TempDir
    private Path folder;

    private Dataset read(@Nullable String label) {
        return Datasets.read(new DataFolder(folder), label);
    }

    private void file(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void pairsWithScoresAreSimilaritiesAndEqualTextsAreOne() throws IOException {
        file("test.tsv", "score\tsentence1\tsentence2\n5\ta\tb\n2.5\tb\tc\nhigh\ta\tc\n1\t\tc\n3\n\ta\tc\n");

        Dataset data = read(null);

        assertThat(data.documents()).containsExactly("a", "b", "c");
        assertThat(data.content())
                .isEqualTo(new Content.Similarities(List.of(new Pair(0, 1, 5), new Pair(1, 2, 2.5))));
        assertThat(data.rejected()).extracting(BadRow::toString).containsExactly(
                "test.tsv:4: score: expected a number, found 'high'",
                "test.tsv:5: sentence1: expected a text, found only blanks",
                "test.tsv:6: expected 3 fields (score, sentence1, sentence2), found 1",
                "test.tsv:7: score: expected a number, found only blanks");
    }

    @Test
    void pairsWithNoughtsAndOnesAreParaphrases() throws IOException {
        file("dev.csv", "question1,question2,is_duplicate\na,b,1\na,c,0\n");

        Dataset data = read(null);

        assertThat(data.split()).isEqualTo("dev");
        assertThat(data.content()).isInstanceOf(Content.Paraphrases.class);
    }

    @Test
    void labelledTextsHaveTheirPartsAndWhatBelongsToNone() throws IOException {
        file("train.tsv", "text\tlabel\na\ty\nb\tx\nc\tx\n");
        file("test.tsv", "text\tlabel\nd\tx\na\ty\n");
        file("oos_test.tsv", "text\tlabel\nz\toos\n");
        file("domains.tsv", "label\tdomain\nx\tq\n");

        Dataset data = read(null);

        assertThat(data.documents()).containsExactly("a", "b", "c", "d", "z");
        assertThat(data.content()).isEqualTo(new Content.Labels(
                List.of("x", "y"),
                List.of(new Labelled(0, 1), new Labelled(1, 0), new Labelled(2, 0)),
                List.of(new Labelled(3, 0), new Labelled(0, 1)),
                List.of(4)));
    }

    @Test
    void aSingleFileIsSplitOneInFiveAlwaysTheSame() throws IOException {
        StringBuilder rows = new StringBuilder("title\tdescription\ttopic\n");
        IntStream.range(0, 20).forEach(i -> rows.append("t").append(i).append("\td\t").append(i % 2).append('\n'));
        file("news.tsv", rows.toString());

        Content.Labels labels = (Content.Labels) read(null).content();

        assertThat(labels.train()).hasSize(16);
        assertThat(labels.test()).hasSize(4);
        assertThat(read("topic")).isEqualTo(read(null));
        assertThat(read(null).documents()).contains("t7 d");
        assertThatThrownBy(() -> read("mood"))
                .hasMessageContaining("news.tsv: expected a column mood; found the columns title,");
    }

    @Test
    void aCorpusHasQueriesAndJudgements() throws IOException {
        file("corpus.jsonl", "{\"_id\":\"d1\",\"title\":\"T\",\"text\":\"one\"}\n"
                + "{\"_id\":\"d2\",\"title\":\"\",\"text\":\"two\"}\n"
                + "{\"_id\":\"d1\",\"text\":\"again\"}\n{\"_id\":\"d3\"}\n");
        file("queries.jsonl", "{\"_id\":\"q1\",\"text\":\"which\"}\n{\"_id\":\"q2\",\"text\":\"unasked\"}\n");
        file("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td2\t1\nq1\td9\t1\nq9\td1\t1\nq1\td1\t0.5\n");

        Dataset data = read(null);

        assertThat(data.documents()).containsExactly("T one", "two");
        assertThat(data.queries()).containsExactly("which");
        assertThat(data.content()).isEqualTo(new Content.Judgements(List.of("d1", "d2"), List.of(Map.of(1, 1))));
        assertThat(data.rejected()).extracting(BadRow::toString).containsExactly(
                "corpus.jsonl:3: _id: 'd1' is there already",
                "corpus.jsonl:4: text: expected a text, found nothing",
                "qrels/test.tsv:3: corpus-id: 'd9' is not in corpus.jsonl",
                "qrels/test.tsv:4: query-id: 'q9' is not in queries.jsonl",
                "qrels/test.tsv:5: score: expected a whole number, found '0.5'");
    }

    @Test
    void whatIsNothingKnownSaysWhatWasExpectedAndWhatIsThere() throws IOException {
        file("test.tsv", "a\tb\n1\t2\n");

        assertThatThrownBy(() -> read(null))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("test.tsv: expected a file or folder of pairs")
                .hasMessageContaining("found the columns a, b");
        assertThatThrownBy(() -> new DataFolder(folder.resolve("none")))
                .hasMessageContaining("none: expected a folder or a file");
    }

    @Test
    void whereNoRowIsLeftTheFirstFaultIsTold() throws IOException {
        file("test.tsv", "text1\ttext2\tscore\na\tb\tx\n");

        assertThatThrownBy(() -> read(null))
                .hasMessage("test.tsv: expected two pairs or more, found 0"
                        + " (1 rejected, the first test.tsv:2: score: expected a number, found 'x')");
    }

    @Test
    void aLiveCollectionKeepsItsVectorsInTheOrderOfItsDocuments() {
        List<LivePoint> points = IntStream.range(0, 10)
                .mapToObj(i -> new LivePoint("p" + i, i % 2 == 0 ? "a" : "b", Optional.of("same"), FloatVector.of(i, 1)))
                .toList();
        LivePoints live = new LivePoints("c", "s-1", "f", points, List.of());

        Dataset ids = live.dataset();

        assertThat(ids.documents()).hasSize(10);
        for (int i = 0; i < 10; i++) {
            assertThat("p" + (int) live.vectors(ids).get(i).get(0)).isEqualTo(ids.documents().get(i));
        }
        assertThat(live.texts(ids).documents()).containsOnly("same").hasSize(10);
    }

    @Test
    void textsThatTheStoreDoesNotHaveCannotBeEncodedAgain() {
        List<LivePoint> points = IntStream.range(0, 10)
                .mapToObj(i -> new LivePoint("p" + i, i % 2 == 0 ? "a" : "b", Optional.empty(), FloatVector.of(i, 1)))
                .toList();
        LivePoints live = new LivePoints("c", "s-1", "f", points, List.of());

        assertThatThrownBy(() -> live.texts(live.dataset())).hasMessageContaining("the stream does not store it");
    }
}
