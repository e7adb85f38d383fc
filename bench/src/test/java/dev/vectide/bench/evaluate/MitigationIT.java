package dev.vectide.bench.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.bench.evaluate.RealTexts.Labelled;
import dev.vectide.evaluate.bootstrap.Bootstrap;
import dev.vectide.evaluate.mitigation.Adapter;
import dev.vectide.evaluate.mitigation.AdapterTraining;
import dev.vectide.evaluate.mitigation.AllButTheTop;
import dev.vectide.evaluate.mitigation.Centring;
import dev.vectide.evaluate.mitigation.JudgedTask;
import dev.vectide.evaluate.mitigation.Judge;
import dev.vectide.evaluate.mitigation.Judgement;
import dev.vectide.evaluate.mitigation.Judgement.Outcome;
import dev.vectide.evaluate.mitigation.Pairs;
import dev.vectide.evaluate.mitigation.Shrinkage;
import dev.vectide.evaluate.mitigation.TaskChange;
import dev.vectide.evaluate.mitigation.Transform;
import dev.vectide.evaluate.mitigation.Whitening;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * What mitigations do to all-MiniLM-L6-v2: fitted on the training texts of 100 of CLINC150's intents, judged on test texts of
 * these, of the 50 others, on TREC's questions and on the STS benchmark.
 */
@EnabledIfEnvironmentVariable(named = "VECTIDE_DATA", matches = ".+")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MitigationIT {
    private static final Judge JUDGE = new Judge(new Bootstrap(300, 0.95, 1), 0.01);

    private float[][] vectors = {};
    private int[] labels = {};
    private JudgedTask seen = new MapAtR("", vectors, labels);
    private List<JudgedTask> others = List.of();

    @BeforeAll
    void encode() {
        List<Labelled> train = RealTexts.clinc("train", 15);
        List<String> intents = train.stream().map(Labelled::label).distinct().sorted().toList();
        Set<String> heldOut = IntStream.range(0, intents.size())
                .filter(i -> i % 3 == 0)
                .mapToObj(intents::get)
                .collect(Collectors.toSet());
        List<Labelled> learnt = train.stream().filter(text -> !heldOut.contains(text.label())).toList();
        List<Labelled> test = RealTexts.clinc("test", 10);
        vectors = RealTexts.encodeTexts(learnt);
        labels = RealTexts.numbers(learnt);
        seen = MapAtR.of("seen intents", test.stream().filter(text -> !heldOut.contains(text.label())).toList());
        others = List.of(
                MapAtR.of("unseen intents", test.stream().filter(text -> heldOut.contains(text.label())).toList()),
                MapAtR.of("TREC", RealTexts.trec(1000)),
                StsBenchmark.of("test"));
    }

    private Judgement judge(String what, Transform transform) {
        Judgement judgement = JUDGE.judge(transform, seen, others);
        System.out.println(what + ": " + judgement.outcome());
        Stream.concat(Stream.of(judgement.target()), judgement.others().stream()).forEach(change -> System.out.printf(
                Locale.ROOT,
                "    %-16s %.4f -> %.4f  [%+.4f, %+.4f]%n",
                change.task(),
                change.before(),
                change.after(),
                change.change().low(),
                change.change().high()));
        return judgement;
    }

    private Adapter adapter(double pull) {
        return new AdapterTraining(0.05, pull, 1e-3, 250, 128, 1)
                .train(vectors, labels, Pairs.ofLabels(labels, 2, 1))
                .adapter();
    }

    /** Left to itself it learns most, and may harm the rest; with a pull to the identity it still gains, and is adopted. */
    @Test
    void anAdapterRaisesWhatItLearnsAndThePullProtectsTheRest() {
        Adapter freely = adapter(0);
        Adapter pulled = adapter(0.1);

        Judgement free = judge("adapter", freely);
        Judgement held = judge("adapter, pull 0.1", pulled);

        assertThat(pulled.distanceFromIdentity()).isLessThan(freely.distanceFromIdentity() / 2);
        assertThat(free.target().change().low()).isGreaterThan(0.05);
        assertThat(free.adopted()).isFalse();
        assertThat(held.target().change().low()).isBetween(0.01, free.target().change().value());
        assertThat(held.outcome()).isEqualTo(Outcome.ADOPT);
        for (int i = 0; i < others.size(); i++) {
            assertThat(held.others().get(i).after()).isGreaterThan(free.others().get(i).after());
        }
    }

    /** Contrastive encoders are spread out already: the more is evened out, the more is lost. */
    @Test
    void whiteningHarmsAContrastiveEncoderAndCentringCostsRanking() {
        TaskChange centring = sts(judge("centring", Centring.fit(vectors)));
        Judgement top = judge("all but the top", AllButTheTop.fit(vectors));
        Judgement soft = judge("whitening, strength 0.5", Whitening.fit(vectors, 0.5, Shrinkage.fixed(0.001)));
        Judgement full = judge("whitening", Whitening.fit(vectors, 1, Shrinkage.fixed(0.001)));
        Judgement shrunk = judge("whitening, Ledoit-Wolf", Whitening.fit(vectors, 1, Shrinkage.ledoitWolf()));

        assertThat(centring.loses()).isTrue();
        assertThat(centring.change().value()).isGreaterThan(-0.02);
        assertThat(Stream.of(top, soft, full, shrunk).map(Judgement::outcome)).containsOnly(Outcome.NO_GAIN);
        assertThat(soft.target().loses() && full.target().loses()).isTrue();
        assertThat(full.target().after()).isLessThan(shrunk.target().after());
        assertThat(shrunk.target().after()).isLessThan(soft.target().after());
        assertThat(sts(full).after()).isLessThan(sts(soft).after());
        assertThat(sts(soft).after()).isLessThan(centring.after());
    }

    private static TaskChange sts(Judgement judgement) {
        return judgement.others().get(2);
    }

    /** Some of its 384 directions hold nothing but rounding. */
    @Test
    void withoutShrinkageItsVectorsCannotBeWhitened() {
        assertThatThrownBy(() -> Whitening.fit(vectors, 1, Shrinkage.fixed(0)))
                .hasMessageContaining("of 384: whitening needs more vectors or a shrinkage above 0");
    }
}
