package dev.vectide.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.evaluate.Evaluation;
import dev.vectide.evaluate.Progress;
import dev.vectide.evaluate.Study;
import dev.vectide.evaluate.data.Dataset;
import dev.vectide.evaluate.data.Datasets;
import dev.vectide.evaluate.data.LabelledText;
import dev.vectide.evaluate.report.RunReport;
import dev.vectide.evaluate.report.SpaceResult;
import dev.vectide.evaluate.report.page.ReportPage;
import dev.vectide.evaluate.study.Mitigations;
import dev.vectide.evaluate.task.Embedded;
import dev.vectide.evaluate.task.Tasks;
import dev.vectide.evaluate.vector.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of an evaluation in a browser, opened from the disk as its readers open it. */
class ReportIT {
    private static final String HOSTILE = "<img src=x onerror=\"document.title='broken'\"><b>a cat</b>";
    private static final Progress SILENT = new Progress() {
        @Override
        public void stage(String what, long total) {}

        @Override
        public void step(long more) {}
    };

    @AutoClose
    private static Browser browser;

    @TempDir
    private static Path folder;

    private static Path page;

    @BeforeAll
    static void write() throws IOException {
        browser = Browser.start();
        Dataset data = Datasets.labelled("tickets", IntStream.range(0, 200)
                .mapToObj(i -> new LabelledText(HOSTILE + i, "team " + i % 5))
                .toList());
        page = folder.resolve("report.html");
        RunReport report = RunReport.of(data, List.of(result("a-space", data, 1), result("another-space", data, 2)));
        Files.writeString(page, ReportPage.of(report, "now"));
    }

    private static SpaceResult result(String name, Dataset data, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] rows = new float[data.documents().size()][16];
        for (int i = 0; i < rows.length; i++) {
            int number = Integer.parseInt(data.documents().get(i).substring(HOSTILE.length()));
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = (float) (random.nextDouble() - 0.5 + (j == number % 5 ? 0.5 : 0));
            }
        }
        Study study = new Study(true, false, List.of(Mitigations.CENTRING, Mitigations.ALL_BUT_THE_TOP), Optional.empty());
        return new Evaluation(data, Tasks.usual(data.content()), study, SILENT)
                .run(name, "f", new Embedded(Vectors.owning(rows), Optional.empty()));
    }

    @Test
    void showsWhatWasFoundWithoutAComplaintOfTheBrowser() throws IOException {
        browser.resize(1280, 900);
        browser.open(page.toUri());

        assertThat(browser.text("h1")).isEqualTo("Evaluation: tickets");
        assertThat(browser.text("#summary")).contains("Recommendation: ");
        assertThat(browser.text("#projection .notice")).startsWith("For looking, not for judging");
        assertThat(browser.elements("#tasks figure")).hasSize(3);
        assertThat(browser.elements("#spectrum polyline")).hasSize(2);
        assertThat(browser.elements("#cosines .area")).hasSize(4);
        assertThat(browser.elements("#projection .marker")).hasSizeGreaterThan(40);
        assertThat(browser.elements("#mitigations figure")).hasSize(4);
        assertThat(browser.text("#confusions")).contains("taken for", HOSTILE);
        assertThat(browser.script("document.title")).isEqualTo("Evaluation: tickets");
        assertThat(browser.script("performance.getEntriesByType('resource').length")).isEqualTo(0L);
        assertThat(browser.complaints()).isEmpty();
        browser.screenshot(Path.of("target", "report.png"));
    }

    @Test
    void nothingIsCutOffOnATelephone() {
        browser.resize(360, 740);
        browser.open(page.toUri());

        assertThat(browser.script("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .isEqualTo(true);
        assertThat(browser.script("document.querySelector('#tasks svg').getBoundingClientRect().width > 250")).isEqualTo(true);
    }
}
