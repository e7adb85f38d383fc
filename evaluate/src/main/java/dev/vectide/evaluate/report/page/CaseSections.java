package dev.vectide.evaluate.report.page;

import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.portrait.Portrait;
import dev.vectide.evaluate.report.RunReport;
import dev.vectide.evaluate.report.SpaceResult;
import java.util.List;
import java.util.Locale;

/** Where each space goes wrong. */
final class CaseSections {
    private static final int LONGEST = 280;

    private final RunReport report;
    private final Markup out;

    CaseSections(RunReport report, Markup out) {
        this.report = report;
        this.out = out;
    }

    void write() {
        confusions();
        worst();
    }

    private void confusions() {
        if (report.spaces().stream().noneMatch(space -> space.findings().portrait()
                .filter(portrait -> !portrait.confusions().isEmpty()).isPresent())) {
            return;
        }
        out.open("section", "id", "confusions").element("h2", "Confusions");
        out.element("p", "Labels most often taken for another, by a majority of the five nearest.", "class", "muted");
        for (SpaceResult space : report.spaces()) {
            space.findings().portrait().ifPresent(portrait -> Tables.write(
                    out,
                    space.name(),
                    List.of("label", "taken for", "times", "such as"),
                    portrait.confusions().stream().map(CaseSections::confusion).toList()));
        }
        out.close();
    }

    private static List<String> confusion(Portrait.Confusion one) {
        return List.of(one.truth(), one.told(), String.format(Locale.ROOT, "%,d of %,d", one.times(), one.of()),
                shortened(one.example()));
    }

    private void worst() {
        if (report.spaces().stream().noneMatch(space -> space.findings().portrait()
                .filter(portrait -> !portrait.worst().isEmpty()).isPresent())) {
            return;
        }
        Content content = report.data().content();
        String title = content instanceof Content.Judgements
                ? "Worst retrievals"
                : content instanceof Content.Labels ? "Nearest to another label" : "Pairs most out of place";
        List<String> heading = content instanceof Content.Judgements
                ? List.of("query", "answer", "first of all", "figures")
                : content instanceof Content.Labels
                        ? List.of("text", "label", "nearest to", "figures")
                        : List.of("text", "and", "is", "figures");
        out.open("section", "id", "worst").element("h2", title);
        for (SpaceResult space : report.spaces()) {
            space.findings().portrait().ifPresent(portrait -> {
                out.open("details");
                out.element("summary", space.name());
                Tables.write(out, title + " in " + space.name(), heading,
                        portrait.worst().stream().map(CaseSections::miss).toList());
                out.close();
            });
        }
        out.close();
    }

    private static List<String> miss(Portrait.Miss one) {
        return List.of(shortened(one.text()), shortened(one.expected()), shortened(one.found()), one.said());
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
