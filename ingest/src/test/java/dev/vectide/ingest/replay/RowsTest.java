package dev.vectide.ingest.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowsTest {
    @Test
    void ndjsonLinesWithAnIdGoAsTheyAre() {
        assertThat(rows(Format.NDJSON, Columns.PLAIN, "\uFEFF{\"id\": \"a\", \"text\":\"x\"}\r\n\n{\"id\":7}"))
                .containsExactly(new Row.Ready(1, "{\"id\": \"a\", \"text\":\"x\"}"), new Row.Ready(3, "{\"id\":7}"));
    }

    @Test
    void ndjsonLineWithoutIdIsCalledAfterFileAndLine() {
        assertThat(rows(Format.NDJSON, Columns.PLAIN, "\n{\"text\":\"x\"}\n"))
                .containsExactly(new Row.Ready(2, "{\"text\":\"x\",\"id\":\"f:2\"}"));
    }

    @Test
    void namedFieldsOfNdjsonAreMappedAndTheOthersBecomeAttributes() {
        Columns columns = new Columns("key", "note", "at");
        String line = "{\"key\":5,\"note\":\"x\",\"at\":\"2026-01-01T00:00:00Z\",\"n\":1.5,\"attributes\":{\"b\":true}}";
        assertThat(rows(Format.NDJSON, columns, line)).containsExactly(new Row.Ready(1,
                "{\"id\":5,\"text\":\"x\",\"time\":\"2026-01-01T00:00:00Z\",\"attributes\":{\"n\":1.5,\"b\":true}}"));
    }

    @Test
    void aNamedIdThatIsMissingRefusesTheLine() {
        assertThat(rows(Format.NDJSON, new Columns("key", null, null), "{\"text\":\"x\"}"))
                .containsExactly(new Row.Refused(1, "key: missing"));
    }

    @Test
    void cloudEventsInALineAreLeftAlone() {
        String event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data\":{\"text\":\"x\"}}";
        assertThat(rows(Format.NDJSON, new Columns("key", null, null), event)).containsExactly(new Row.Ready(1, event));
    }

    @Test
    void badLinesAreRefusedByNumberAndTheRestGoesOn() {
        List<Row> rows = rows(Format.NDJSON, Columns.PLAIN,
                bytes("{\n[1]\n{\"id\":1} x\n{\"id\":1,\"id\":2}\n\"", 0xC3, 0x28, "\"\n{\"id\":9}\n"));
        assertThat(rows).hasSize(6);
        assertThat(rows.subList(0, 5)).allMatch(row -> row instanceof Row.Refused);
        assertThat(rows.get(1)).isEqualTo(new Row.Refused(2, "expected a JSON object"));
        assertThat(rows.get(4)).isEqualTo(new Row.Refused(5, "is not UTF-8"));
        assertThat(rows.get(5)).isEqualTo(new Row.Ready(6, "{\"id\":9}"));
    }

    @Test
    void csvReadsQuotedCellsAndKeepsOtherColumnsAsTexts() {
        String file = "\uFEFFid,text,score,note\r\n1,\"a \"\"b\"\",\nc\",4.500,\r\n\r\n2,x,1,y\r\n";
        assertThat(rows(Format.CSV, Columns.PLAIN, file)).containsExactly(
                new Row.Ready(1, "{\"id\":\"1\",\"text\":\"a \\\"b\\\",\\nc\",\"attributes\":{\"score\":\"4.500\"}}"),
                new Row.Ready(2, "{\"id\":\"2\",\"text\":\"x\",\"attributes\":{\"score\":\"1\",\"note\":\"y\"}}"));
    }

    @Test
    void csvRowsOfAnotherWidthOrDamageAreRefusedAlone() {
        List<Row> rows = rows(Format.CSV, Columns.PLAIN, bytes("id,text\n1\n2,", 0xFF, "\n3,a,b\n,x\n5,\n6,fine\n"));
        assertThat(rows.subList(0, 5)).allMatch(row -> row instanceof Row.Refused);
        assertThat(rows.get(0)).isEqualTo(new Row.Refused(1, "1 cells where the header has 2"));
        assertThat(((Row.Refused) rows.get(1)).reason()).contains("text").contains("UTF-8");
        assertThat(rows.get(3)).isEqualTo(new Row.Refused(4, "id: empty"));
        assertThat(rows.get(4)).isEqualTo(new Row.Refused(5, "text: empty"));
        assertThat(rows.get(5)).isEqualTo(new Row.Ready(6, "{\"id\":\"6\",\"text\":\"fine\"}"));
    }

    @Test
    void brokenQuotingEndsACsvFileWithOneRefusal() {
        List<Row> rows = rows(Format.CSV, Columns.PLAIN, "id,text\n1,a\n2,\"b\n3,c\n");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).isInstanceOf(Row.Ready.class);
        assertThat(rows.get(1)).isInstanceOfSatisfying(Row.Refused.class, refused -> {
            assertThat(refused.number()).isEqualTo(2);
            assertThat(refused.reason()).contains("is not CSV");
        });
    }

    @Test
    void tsvKnowsNoQuotes() {
        Columns columns = new Columns(null, "sentence1", "at");
        String file = "genre\tsentence1\tat\nnews\tHe said \"no\t1700000000000\n\ncaptions\t\"x\"\t2026-01-01\n";
        assertThat(rows(Format.TSV, columns, file)).containsExactly(
                new Row.Ready(1, "{\"id\":\"f:1\",\"text\":\"He said \\\"no\",\"time\":1700000000000,"
                        + "\"attributes\":{\"genre\":\"news\"}}"),
                new Row.Ready(3, "{\"id\":\"f:3\",\"text\":\"\\\"x\\\"\",\"time\":\"2026-01-01\","
                        + "\"attributes\":{\"genre\":\"captions\"}}"));
    }

    @Test
    void aHeaderWithoutTheTextColumnIsRefusedNamingWhatThereIs() {
        for (Format format : List.of(Format.CSV, Format.TSV)) {
            assertThatThrownBy(() -> rows(format, Columns.PLAIN, "a\nx\n"))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessage("f: no column 'text' in the header (a); name it with --text");
            assertThatThrownBy(() -> rows(format, Columns.PLAIN, "")).hasMessage("f: no header in the first line");
        }
        assertThatThrownBy(() -> rows(Format.CSV, Columns.PLAIN, "text,a,a\n")).hasMessageContaining("two columns named a");
        assertThatThrownBy(() -> rows(Format.CSV, new Columns("key", null, null), "text\n")).hasMessageContaining("--id");
    }

    @Test
    void formatsAreKnownByTheirExtension() {
        assertThat(Format.ofFileName("a/b.JSONL")).contains(Format.NDJSON);
        assertThat(Format.ofFileName("b.tsv")).contains(Format.TSV);
        assertThat(Format.ofFileName("b.csv")).contains(Format.CSV);
        assertThat(Format.ofFileName("notes.txt")).isEmpty();
    }

    private static List<Row> rows(Format format, Columns columns, String content) {
        return rows(format, columns, content.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Row> rows(Format format, Columns columns, byte[] content) {
        List<Row> rows = new ArrayList<>();
        Rows.of(format, new ByteArrayInputStream(content), "f", columns).forEachRemaining(rows::add);
        return rows;
    }

    /** Texts in UTF-8 and single bytes, one after the other. */
    private static byte[] bytes(Object... parts) {
        var out = new java.io.ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof Integer one) {
                out.write(one);
            } else {
                out.writeBytes(((String) part).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }
}
