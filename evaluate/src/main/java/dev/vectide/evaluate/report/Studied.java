package dev.vectide.evaluate.report;

import dev.vectide.evaluate.invariance.Expectation;
import dev.vectide.evaluate.invariance.Verdict;
import dev.vectide.evaluate.mitigation.JudgedTransform;
import dev.vectide.evaluate.mitigation.Judgement;
import java.util.List;
import java.util.Locale;

/** What was looked at besides the tasks, in plain words. */
final class Studied {
    private Studied() {}

    static void sentences(RunReport report, List<String> sentences) {
        for (SpaceResult space : report.spaces()) {
            transfer(space, sentences);
            invariances(space, sentences);
            mitigations(space, sentences);
        }
    }

    private static void transfer(SpaceResult space, List<String> sentences) {
        space.findings().transfer().ifPresent(transfer -> sentences.add(String.format(
                Locale.ROOT, "In another domain, %s, %s reaches %s.", transfer.data(), space.name(),
                String.join(", ", transfer.tasks().stream()
                        .map(task -> String.format(Locale.ROOT, "%.4f at %s (%s)", task.scores().mainValue(), task.task(),
                                task.scores().main()))
                        .toList()))));
    }

    private static void invariances(SpaceResult space, List<String> sentences) {
        List<Verdict> verdicts = space.findings().invariances();
        if (verdicts.isEmpty()) {
            return;
        }
        sentences.add(space.name() + " ignores, as it should: " + said(verdicts, Expectation.IGNORES, Verdict.Outcome.MET)
                + "; is moved by, and should not be: " + said(verdicts, Expectation.IGNORES, Verdict.Outcome.NOT_MET)
                + "; nearly ignores, and must not: "
                + said(verdicts, Expectation.MUST_NOT_IGNORE, Verdict.Outcome.NOT_MET) + ".");
    }

    private static String said(List<Verdict> verdicts, Expectation expectation, Verdict.Outcome outcome) {
        List<String> changes = verdicts.stream()
                .filter(verdict -> verdict.expectation() == expectation && verdict.outcome() == outcome)
                .map(Verdict::perturbation)
                .toList();
        return changes.isEmpty() ? "nothing" : String.join(", ", changes);
    }

    private static void mitigations(SpaceResult space, List<String> sentences) {
        List<JudgedTransform> judged = space.findings().mitigations();
        if (judged.isEmpty()) {
            return;
        }
        List<String> worth = judged.stream()
                .map(JudgedTransform::judgement)
                .filter(Judgement::adopted)
                .map(Judgement::transform)
                .toList();
        sentences.add(worth.isEmpty()
                ? "Of the mitigations tried on " + space.name() + " none is worth having: none gains at "
                        + judged.get(0).judgement().target().task() + " beyond chance without a possible loss elsewhere."
                : "Worth having on " + space.name() + ": " + String.join(", ", worth) + ".");
    }
}
