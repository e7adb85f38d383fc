package dev.vectide.evaluate.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.evaluate.Drawn;
import dev.vectide.evaluate.Evaluation;
import dev.vectide.evaluate.Progress;
import dev.vectide.evaluate.Study;
import dev.vectide.evaluate.data.BadRow;
import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.data.Dataset;
import dev.vectide.evaluate.data.Datasets;
import dev.vectide.evaluate.data.LabelledText;
import dev.vectide.evaluate.data.Pair;
import dev.vectide.evaluate.portrait.Portrait;
import dev.vectide.evaluate.report.RunReport;
import dev.vectide.evaluate.report.SpaceResult;
import dev.vectide.evaluate.study.Mitigations;
import dev.vectide.evaluate.task.Embedded;
import dev.vectide.evaluate.task.Tasks;
import dev.vectide.evaluate.vector.Vectors;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportPageTest {
    private static final String HOSTILE = "<script>alert(1)</script> \"& \u0000";

    private static final Progress SILENT = new Progress() {
        @Override
        public void stage(String what, long total) {}

        @Override
        public void step(long more) {}
    };

    /** Labelled texts around a centre for each label, the first text hostile. */
    private static Dataset labelled() {
        List<LabelledText> texts = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            texts.add(new LabelledText(i == 0 ? HOSTILE : "text " + i, "label " + i % 4 + " <b>"));
        }
        return Datasets.labelled("Some & <i>data</i>", texts);
    }

    private static SpaceResult result(String name, Dataset data, long seed, Study study) {
        Optional<Vectors> queries = data.queries().isEmpty()
                ? Optional.empty()
                : Optional.of(new Drawn(seed + 1).vectors(data.queries().size(), 12));
        Embedded vectors = new Embedded(new Drawn(seed).vectors(data.documents().size(), 12), queries);
        return new Evaluation(data, Tasks.usual(data.content()), study, SILENT).run(name, "f", vectors);
    }

    private static Document parsed(String page) throws Exception {
        String xml = page.replaceFirst("<!doctype html>", "").replaceAll("<meta ([^>]*)>", "<meta $1/>");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static List<String> ids(Document page) {
        NodeList sections = page.getElementsByTagName("section");
        return IntStream.range(0, sections.getLength())
                .mapToObj(i -> sections.item(i).getAttributes().getNamedItem("id").getNodeValue())
                .toList();
    }

    @Test
    void rejectedRowsAreListedAndTheOthersCounted() throws Exception {
        Dataset all = labelled();
        List<BadRow> rejected = IntStream.range(0, 25).mapToObj(i -> new BadRow("f.tsv", i + 2, "no text")).toList();
        Dataset data = new Dataset(all.name(), all.split(), all.documents(), all.queries(), all.content(), rejected);

        String page = ReportPage.of(RunReport.of(data, List.of(result("a", data, 1, Study.NONE))), "now");

        assertThat(ids(parsed(page))).contains("rejected");
        assertThat(page).contains("<li>f.tsv:21: no text</li>", "<li>and 5 more</li>").doesNotContain("f.tsv:22");
    }

    @Test
    void isWellFormedWhateverTheTextsAreAndAsksForNothing() throws Exception {
        Study study = new Study(true, false, List.of(Mitigations.CENTRING), Optional.empty());
        Dataset data = labelled();
        RunReport report = RunReport.of(data, List.of(result("one", data, 1, study), result("two", data, 2, study)));

        String page = ReportPage.of(report, "today");

        Document document = parsed(page);
        assertThat(ids(document)).contains(
                "summary", "tasks", "costs", "figures", "spectrum", "cosines", "projection", "confusions", "worst",
                "mitigations");
        assertThat(page).doesNotContain("<script", "src=", "href=", "url(", "NaN", "Infinity");
        assertThat(document.getElementsByTagName("h1").item(0).getTextContent()).contains("Some & <i>data</i>");
        assertThat(page).contains("For looking, not for judging");
        NodeList drawings = document.getElementsByTagName("svg");
        assertThat(drawings.getLength()).isGreaterThan(8);
        for (int i = 0; i < drawings.getLength(); i++) {
            assertThat(drawings.item(i).getAttributes().getNamedItem("aria-label") != null
                    || drawings.item(i).getAttributes().getNamedItem("aria-hidden") != null).isTrue();
        }
    }

    @Test
    void worstRetrievalsAreTheQueriesWhoseAnswerComesLast() {
        List<String> documents = List.of("near", "middle", "far");
        Dataset data = new Dataset("R", "test", documents, List.of("fine", "bad"),
                new Content.Judgements(documents, List.of(Map.of(0, 1), Map.of(2, 1))), List.of());
        float[][] rows = {{1, 0}, {0.8f, 0.6f}, {0, 1}};
        float[][] queries = {{1, 0.01f}, {1, 0.1f}};
        Embedded vectors = new Embedded(Vectors.owning(rows), Optional.of(Vectors.owning(queries)));
        Study study = new Study(true, false, List.of(), Optional.empty());

        Portrait portrait = new Evaluation(data, List.of(), study, SILENT).run("s", "f", vectors).findings().portrait()
                .orElseThrow();

        assertThat(portrait.worst()).singleElement().satisfies(miss -> {
            assertThat(miss.text()).isEqualTo("bad");
            assertThat(miss.expected()).isEqualTo("far");
            assertThat(miss.found()).isEqualTo("near");
            assertThat(miss.said()).startsWith("the first answer is at rank 3");
        });
    }

    @Test
    void theSpectrumAndTheHistogramsAreShares() {
        List<Pair> pairs = IntStream.range(0, 60).mapToObj(i -> new Pair(2 * i, 2 * i + 1, i % 6)).toList();
        Dataset data = new Dataset("P", "test", IntStream.range(0, 120).mapToObj(i -> "t" + i).toList(), List.of(),
                new Content.Similarities(pairs), List.of());
        Study study = new Study(true, false, List.of(), Optional.empty());

        Portrait portrait = result("one", data, 5, study).findings().portrait().orElseThrow();

        assertThat(portrait.spectrum()).hasSize(12).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(sum(portrait.spectrum())).isCloseTo(1, within(1e-9));
        Portrait.Cosines cosines = portrait.cosines().orElseThrow();
        assertThat(sum(cosines.alike())).isCloseTo(1, within(1e-9));
        assertThat(sum(cosines.other())).isCloseTo(1, within(1e-9));
        assertThat(portrait.projection().points()).hasSize(120);
        double x = portrait.projection().points().stream().mapToDouble(point -> point.x() * point.x()).sum();
        double y = portrait.projection().points().stream().mapToDouble(point -> point.y() * point.y()).sum();
        assertThat(x / y).isCloseTo(portrait.spectrum().get(0) / portrait.spectrum().get(1), within(1e-4));
    }

    private static double sum(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    @Test
    void ticksAreRoundAndWithin() {
        assertThat(Axis.linear(0.13, 0.87, 0, 100).ticks()).containsExactly(0.2, 0.4, 0.6000000000000001, 0.8);
        assertThat(Axis.logarithmic(0.05, 300, 0, 100).ticks()).hasSize(4).first().isEqualTo(0.1);
        assertThat(Axis.logarithmic(0.05, 300, 0, 100).label(0.1)).isEqualTo("0.1");
        assertThat(Axis.linear(3, 3, 0, 100).at(3)).isCloseTo(50, within(1e-9));
    }
}
