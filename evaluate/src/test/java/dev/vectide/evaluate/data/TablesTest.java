package dev.vectide.evaluate.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {
    private static Table read(String file, String text) throws IOException {
        return Tables.read(file, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aQuoteInATsvIsAQuoteAndAShortRowIsNamed() throws IOException {
        Table table = read("t.tsv", "\uFEFFtext\tlabel\nsay \"hi\tx\nalone\n\nb\ty\n");

        assertThat(table.columns()).containsExactly("text", "label");
        assertThat(table.rows()).extracting(row -> row.text("text")).containsExactly("say \"hi", "b");
        assertThat(table.rows()).extracting(Row::line).containsExactly(2L, 5L);
        assertThat(table.bad()).extracting(BadRow::toString)
                .containsExactly("t.tsv:3: expected 2 fields (text, label), found 1");
    }

    @Test
    void csvIsQuotedAndBrokenQuotingRefusesTheRest() throws IOException {
        Table table = read("t.csv", "text,label\n\"a, \"\"b\"\"\",x\nc\nd,y\n\"open,z\n");

        assertThat(table.rows()).extracting(row -> row.text("text")).containsExactly("a, \"b\"", "d");
        assertThat(table.bad()).hasSize(2);
        assertThat(table.bad().get(0).toString()).startsWith("t.csv:3: expected 2 fields (text, label), found 1");
        assertThat(table.bad().get(1).toString()).startsWith("t.csv:5: expected CSV, and nothing behind can be read");
    }

    @Test
    void aLineThatIsNoObjectIsNamedAndNumbersAreTexts() throws IOException {
        Table table = read("t.ndjson", "{\"text\":\"a\",\"label\":3}\n[1]\n{\"text\":\n\n{\"text\":\"b\",\"label\":null}\n");

        assertThat(table.rows()).extracting(row -> row.fields().get("label")).containsExactly("3", null);
        assertThat(table.bad()).extracting(BadRow::line).containsExactly(2L, 3L);
        assertThat(table.bad()).allSatisfy(row -> assertThat(row.reason()).startsWith("expected a JSON object"));
    }

    @Test
    void otherBytesThanUtf8RefuseTheirRowAndTheReplacementCharacterDoesNot() throws IOException {
        byte[] bytes = "text\tlabel\na\uFFFDb\tx\nc?d\ty\n".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '?' ? (byte) 0xE4 : bytes[i];
        }

        Table table = Tables.read("t.tsv", new ByteArrayInputStream(bytes));

        assertThat(table.rows()).singleElement().satisfies(row -> assertThat(row.text("text")).isEqualTo("a\uFFFDb"));
        assertThat(table.bad()).extracting(BadRow::toString)
                .containsExactly("t.tsv:3: text: expected UTF-8, found other bytes");
    }

    @Test
    void fieldsSayWhatWasExpected() {
        Row row = new Row("f", 1, Map.of("score", "high", "part", "1.5", "blank", " "));

        assertThatThrownBy(() -> row.number("score")).hasMessage("score: expected a number, found 'high'");
        assertThatThrownBy(() -> row.whole("part")).hasMessage("part: expected a whole number, found '1.5'");
        assertThatThrownBy(() -> row.number("blank")).hasMessage("blank: expected a number, found only blanks");
        assertThatThrownBy(() -> row.text("blank")).hasMessage("blank: expected a text, found only blanks");
        assertThatThrownBy(() -> row.text("none")).hasMessage("none: expected a text, found nothing");
    }

    @Test
    void aFileWithoutAHeadingIsRefused() {
        for (String file : new String[] {"t.tsv", "t.csv"}) {
            assertThatThrownBy(() -> read(file, ""))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(file + ": expected a heading");
        }
    }
}
