package dev.vectide.evaluate.report.page;

import dev.vectide.evaluate.report.RunReport;
import dev.vectide.evaluate.report.SpaceResult;
import dev.vectide.evaluate.report.Summary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The page: what was found in words, the figures, the charts. It holds no script and asks for nothing: a browser that is told
 * so by its content security policy would refuse both.
 */
public final class ReportPage {
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private static final int LISTED = 20;

    private final RunReport report;
    private final Markup out = new Markup();

    private ReportPage(RunReport report) {
        this.report = report;
    }

    /** @param made when, as the page shows it */
    public static String of(RunReport report, String made) {
        return new ReportPage(report).written(made);
    }

    private String written(String made) {
        String title = "Evaluation: " + report.data().name();
        out.open("html", "lang", "en");
        out.open("head");
        out.open("meta", "charset", "utf-8");
        out.open("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        out.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        out.open("meta", "name", "color-scheme", "content", "light dark");
        out.element("title", title);
        out.style(css());
        out.close();
        out.open("body");
        out.open("header");
        out.element("h1", title);
        out.element("p", about(made), "class", "muted");
        Drawing.legend(out, report.spaces().stream().map(SpaceResult::name).toList());
        out.close();
        out.open("main");
        summary();
        new FigureSections(report, out).write();
        new ChartSections(report, out).write();
        new StudySections(report, out).write();
        new CaseSections(report, out).write();
        rejected();
        out.close();
        out.close();
        out.close();
        return out.page();
    }

    private String about(String made) {
        return String.format(Locale.ROOT, "Split %s, %,d documents, %,d queries, %,d rows rejected. Made %s.",
                report.data().split(), report.data().documents().size(), report.data().queries().size(),
                report.data().rejected().size(), made);
    }

    private void summary() {
        out.open("section", "id", "summary").element("h2", "Summary");
        out.open("ul", "class", "sentences");
        for (String sentence : Summary.of(report)) {
            out.element("li", sentence);
        }
        out.close();
        out.close();
    }

    private void rejected() {
        List<String> rows = report.data().rejected().stream().limit(LISTED).map(Object::toString).toList();
        if (!rows.isEmpty()) {
            out.open("section", "id", "rejected").element("h2", "Rows that count nowhere");
            out.open("ul", "class", "sentences");
            rows.forEach(row -> out.element("li", row));
            int more = report.data().rejected().size() - rows.size();
            if (more > 0) {
                out.element("li", String.format(Locale.ROOT, "and %,d more", more));
            }
            out.close();
            out.close();
        }
    }

    private static String css() {
        try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
