package dev.vectide.evaluate.report;

import dev.vectide.evaluate.invariance.Verdict;
import dev.vectide.evaluate.mitigation.Judgement;

/** Outcomes in words. */
public final class Outcomes {
    private Outcomes() {}

    public static String of(Verdict verdict) {
        return switch (verdict.outcome()) {
            case MET -> "as expected";
            case NOT_MET -> "not as expected";
            case UNCLEAR -> "unclear";
            case NOT_MEASURED -> "too few texts";
        };
    }

    public static String of(Judgement judgement) {
        return switch (judgement.outcome()) {
            case ADOPT -> "worth having";
            case NO_GAIN -> "no gain";
            case LOSS_ELSEWHERE -> "loses elsewhere";
            case UNPROVEN_ELSEWHERE -> "may lose elsewhere";
        };
    }
}
