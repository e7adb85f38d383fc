package dev.vectide.evaluate.report.page;

import dev.vectide.evaluate.invariance.Expectation;
import dev.vectide.evaluate.invariance.Verdict;
import dev.vectide.evaluate.mitigation.JudgedTransform;
import dev.vectide.evaluate.mitigation.Judgement;
import dev.vectide.evaluate.mitigation.TaskChange;
import dev.vectide.evaluate.report.Outcomes;
import dev.vectide.evaluate.report.RunReport;
import dev.vectide.evaluate.report.SpaceResult;
import dev.vectide.evaluate.report.page.Charts.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a space ignores and must not ignore, and what may be done to its vectors. */
final class StudySections {
    private final RunReport report;
    private final Markup out;

    StudySections(RunReport report, Markup out) {
        this.report = report;
        this.out = out;
    }

    void write() {
        invariances();
        mitigations();
        notes();
    }

    private void invariances() {
        List<SpaceResult> measured =
                report.spaces().stream().filter(space -> !space.findings().invariances().isEmpty()).toList();
        if (measured.isEmpty()) {
            return;
        }
        out.open("section", "id", "invariances").element("h2", "What is ignored, and what must not be");
        out.element("p", "Each text is changed and encoded again. The ratio is the median shift of the cosine over the median"
                + " distance to another text, the shift that matters. What is to be ignored should stay left of the limit,"
                + " what must not be ignored right of it.", "class", "muted");
        for (SpaceResult space : measured) {
            List<Estimate> rows = space.findings().invariances().stream()
                    .filter(verdict -> verdict.outcome() != Verdict.Outcome.NOT_MEASURED)
                    .map(verdict -> new Estimate(
                            verdict.expectation() == Expectation.IGNORES ? 0 : 1,
                            verdict.perturbation() + ": " + Outcomes.of(verdict),
                            verdict.ratio().low(),
                            verdict.ratio().value(),
                            verdict.ratio().high()))
                    .toList();
            List<Double> limits = Stream.concat(Stream.of(0.0), space.findings().invariances().stream().map(Verdict::limit))
                    .distinct()
                    .toList();
            Drawing.legend(out, List.of("to be ignored", "not to be ignored"));
            out.open("div", "class", "charts");
            if (!rows.isEmpty()) {
                Charts.intervals(out, space.name(), "shift ÷ the shift that matters", rows, limits);
            }
            out.close();
            Tables.write(out, "Invariances of " + space.name(), List.of("change", "expected", "outcome", "ratio", "limit",
                    "median shift", "shift that matters", "texts"), space.findings().invariances().stream()
                    .map(StudySections::verdict)
                    .toList());
        }
        out.close();
    }

    private static List<String> verdict(Verdict verdict) {
        return List.of(
                verdict.perturbation(),
                verdict.expectation() == Expectation.IGNORES ? "ignored" : "not ignored",
                Outcomes.of(verdict),
                String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", verdict.ratio().value(), verdict.ratio().low(),
                        verdict.ratio().high()).replace("NaN [-Infinity, Infinity]", "–"),
                String.format(Locale.ROOT, "%.2f", verdict.limit()),
                FigureSections.number(verdict.shift().median().value()),
                FigureSections.number(verdict.mattering().median().value()),
                String.format(Locale.ROOT, "%,d", verdict.applied()));
    }

    private void mitigations() {
        List<SpaceResult> judged =
                report.spaces().stream().filter(space -> !space.findings().mitigations().isEmpty()).toList();
        if (judged.isEmpty()) {
            return;
        }
        out.open("section", "id", "mitigations").element("h2", "Mitigations, judged");
        out.element("p", "What may be done to vectors after the encoder: fitted on other texts than those it is judged by,"
                + " before and after on the same items. Of a corpus that is searched, it is fitted on the documents that answer"
                + " none of the judged queries; these search the whole of it. Worth having is only what gains at the first task"
                + " beyond its interval and harms nothing else, the other domain included.", "class", "muted");
        for (SpaceResult space : judged) {
            out.element("h3", space.name());
            out.open("div", "class", "charts");
            for (Judgement judgement : judgements(space)) {
                List<Estimate> rows = changes(judgement)
                        .map(change -> new Estimate(change.equals(judgement.target()) ? 0 : 1, change.task(),
                                change.change().low(), change.change().value(), change.change().high()))
                        .toList();
                Charts.intervals(out, judgement.transform() + ": " + Outcomes.of(judgement), "change of the score", rows,
                        List.of(0.0));
            }
            out.close();
            List<List<String>> rows = new ArrayList<>();
            for (Judgement judgement : judgements(space)) {
                changes(judgement).forEach(change -> rows.add(List.of(
                        judgement.transform(),
                        change.task(),
                        FigureSections.number(change.before()),
                        FigureSections.number(change.after()),
                        String.format(Locale.ROOT, "%+.4f [%+.4f, %+.4f]", change.change().value(), change.change().low(),
                                change.change().high()),
                        Outcomes.of(judgement))));
            }
            Tables.write(out, "Mitigations of " + space.name(),
                    List.of("mitigation", "task", "before", "after", "change, 95 % interval", "outcome"), rows);
        }
        out.close();
    }

    private static List<Judgement> judgements(SpaceResult space) {
        return space.findings().mitigations().stream().map(JudgedTransform::judgement).toList();
    }

    private static Stream<TaskChange> changes(Judgement judgement) {
        return Stream.concat(Stream.of(judgement.target()), judgement.others().stream());
    }

    private void notes() {
        List<String> notes = report.spaces().stream()
                .flatMap(space -> space.findings().notes().stream().map(note -> space.name() + ": " + note))
                .toList();
        if (!notes.isEmpty()) {
            out.open("section", "id", "notes").element("h2", "Not looked at");
            out.open("ul", "class", "sentences");
            notes.forEach(note -> out.element("li", note));
            out.close();
            out.close();
        }
    }
}
