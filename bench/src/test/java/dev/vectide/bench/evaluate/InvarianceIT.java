package dev.vectide.bench.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.bench.evaluate.RealTexts.Labelled;
import dev.vectide.evaluate.bootstrap.Bootstrap;
import dev.vectide.evaluate.invariance.InvarianceCheck;
import dev.vectide.evaluate.invariance.Verdict;
import dev.vectide.evaluate.invariance.Verdict.Outcome;
import dev.vectide.evaluate.invariance.text.TextPerturbation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What is known of all-MiniLM-L6-v2, on CLINC150's questions, where a text of another intent is what matters. */
@EnabledIfEnvironmentVariable(named = "VECTIDE_DATA", matches = ".+")
class InvarianceIT {
    private static final int TEXTS = 450;
    private static Map<String, Verdict> verdicts = Map.of();

    @BeforeAll
    static void test() {
        List<Labelled> texts = RealTexts.clinc("test", 3);
        InvarianceCheck<String> check = new InvarianceCheck<>(
                texts.stream().map(Labelled::text).toList(),
                Arrays.stream(RealTexts.numbers(texts)).boxed().toList(),
                RealTexts::encode,
                new Bootstrap(500, 0.95, 1));
        List<Verdict> all = check.verdicts(TextPerturbation.usual());
        all.forEach(InvarianceIT::print);
        verdicts = all.stream().collect(Collectors.toMap(Verdict::perturbation, Function.identity()));
    }

    private static void print(Verdict verdict) {
        System.out.printf(
                Locale.ROOT,
                "%-24s %-16s %-8s ratio %.3f [%.3f, %.3f] of %d, not of %d; shift %.3f, p90 %.3f; matters %.3f; "
                        + "other neighbour %.3f, strays %.3f%n",
                verdict.perturbation(),
                verdict.expectation(),
                verdict.outcome(),
                verdict.ratio().value(),
                verdict.ratio().low(),
                verdict.ratio().high(),
                verdict.applied(),
                verdict.notApplicable(),
                verdict.shift().median().value(),
                verdict.shift().p90().value(),
                verdict.mattering().median().value(),
                verdict.neighbourChanges(),
                verdict.strays());
    }

    private static Verdict of(TextPerturbation perturbation) {
        Verdict verdict = verdicts.get(perturbation.label());
        assertThat(verdict).as(perturbation.label()).isNotNull();
        return verdict;
    }

    /** Its tokenizer makes all letters small and splits at any space: the same tokens, the same bits. */
    @Test
    void caseAndSpaceAreNothingToIt() {
        for (TextPerturbation nothing : List.of(TextPerturbation.CASE, TextPerturbation.WHITESPACE)) {
            Verdict verdict = of(nothing);
            assertThat(verdict.outcome()).isEqualTo(Outcome.MET);
            assertThat(verdict.shift().p90().value()).isLessThan(1e-12);
            assertThat(verdict.neighbourChanges()).isZero();
        }
    }

    @Test
    void punctuationIsLittleAndATypoIsMuchMore() {
        Verdict punctuation = of(TextPerturbation.PUNCTUATION);
        assertThat(punctuation.outcome()).isEqualTo(Outcome.MET);
        for (TextPerturbation typo : List.of(
                TextPerturbation.KEYBOARD_TYPO, TextPerturbation.TRANSPOSITION_TYPO, TextPerturbation.DROP_TYPO)) {
            assertThat(of(typo).ratio().low()).isGreaterThan(5 * punctuation.ratio().high());
            assertThat(of(typo).neighbourChanges()).isGreaterThan(punctuation.neighbourChanges());
        }
    }

    /** Sentence encoders are known to pass over "not". */
    @Test
    void negationIsIgnoredThoughItMustNotBe() {
        Verdict negation = of(TextPerturbation.NEGATION);
        assertThat(negation.outcome()).isEqualTo(Outcome.NOT_MET);
        assertThat(negation.ratio().high()).isLessThan(of(TextPerturbation.WORD_ORDER).ratio().low());
    }

    @Test
    void everyTextIsCounted() {
        assertThat(verdicts).hasSize(TextPerturbation.values().length);
        assertThat(verdicts.values())
                .allSatisfy(verdict -> assertThat(verdict.applied() + verdict.notApplicable()).isEqualTo(TEXTS));
        assertThat(of(TextPerturbation.NUMBER).notApplicable()).isGreaterThan(TEXTS / 2);
    }
}
