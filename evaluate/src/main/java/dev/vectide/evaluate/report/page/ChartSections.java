package dev.vectide.evaluate.report.page;

import dev.vectide.evaluate.portrait.Portrait;
import dev.vectide.evaluate.report.RunReport;
import dev.vectide.evaluate.report.SpaceResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the vectors lie: spectrum, cosines, a projection. */
final class ChartSections {
    private final List<SpaceResult> shown;
    private final Markup out;

    ChartSections(RunReport report, Markup out) {
        this.shown = report.spaces().stream().filter(space -> space.findings().portrait().isPresent()).toList();
        this.out = out;
    }

    private static Portrait portrait(SpaceResult space) {
        return space.findings().portrait().orElseThrow();
    }

    void write() {
        if (shown.isEmpty()) {
            return;
        }
        List<String> names = shown.stream().map(SpaceResult::name).toList();
        out.open("section", "id", "spectrum").element("h2", "Spectrum");
        out.element("p", "In how many directions the vectors vary. A steep fall means that few directions say everything; a"
                + " flatter one is not better by itself.", "class", "muted");
        Drawing.legend(out, names);
        out.open("div", "class", "charts");
        Charts.spectrum(out, names, shown.stream().map(ChartSections::portrait).toList());
        out.close();
        out.close();
        cosines();
        projections();
    }

    private void cosines() {
        Optional<Portrait.Cosines> first = portrait(shown.get(0)).cosines();
        if (first.isEmpty()) {
            return;
        }
        out.open("section", "id", "cosines").element("h2", "Similarities");
        out.element("p", "What belongs together should lie to the right of what does not. Where the two overlap, no threshold"
                + " on the cosine tells them apart. Cosines of two spaces are not comparable.", "class", "muted");
        out.open("ul", "class", "legend");
        out.open("li").mark("span", "class", "swatch alike").text(first.get().alikeName()).close();
        out.open("li").mark("span", "class", "swatch apart").text(first.get().otherName()).close();
        out.close();
        out.open("div", "class", "charts");
        shown.forEach(space -> portrait(space).cosines().ifPresent(cosines -> Charts.cosines(out, space.name(), cosines)));
        out.close();
        out.close();
    }

    private void projections() {
        out.open("section", "id", "projection").element("h2", "Projection");
        out.element("p", "For looking, not for judging: two directions of hundreds, and what is near here may be far.", "class",
                "notice");
        List<String> groups = portrait(shown.get(0)).projection().groups();
        if (!groups.isEmpty()) {
            out.element("p", "The most frequent labels; dots are all others.", "class", "muted");
            Drawing.legend(out, groups);
        }
        out.open("div", "class", "charts");
        shown.forEach(space -> Charts.projection(
                out,
                String.format(Locale.ROOT, "%s (%.0f %% of the variance)", space.name(),
                        100 * portrait(space).projection().explained()),
                portrait(space).projection()));
        out.close();
        out.close();
    }
}
