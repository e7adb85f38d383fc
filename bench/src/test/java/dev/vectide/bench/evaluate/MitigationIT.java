package dev.vectide.bench.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.bench.evaluate.RealTexts.Labelled;
import dev.vectide.evaluate.bootstrap.Bootstrap;
import dev.vectide.evaluate.mitigation.Adapter;
import dev.vectide.evaluate.mitigation.AdapterTraining;
import dev.vectide.evaluate.mitigation.Judge;
import dev.vectide.evaluate.mitigation.Judgement;
import dev.vectide.evaluate.mitigation.Pairs;
import dev.vectide.evaluate.mitigation.JudgedTask;
import dev.vectide.evaluate.mitigation.Transform;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(named = "VECTIDE_DATA", matches = ".+")
class MitigationIT {
    private static final Judge JUDGE = new Judge(new Bootstrap(300, 0.95, 1), 0.01);

    @Test
    void figures() {
        long t0 = System.nanoTime();
        List<Labelled> train = RealTexts.clinc("train", 15);
        Set<String> intents = train.stream().map(Labelled::label).collect(Collectors.toCollection(TreeSet::new));
        List<String> sorted = List.copyOf(intents);
        Set<String> unseen = Stream.iterate(0, i -> i < sorted.size(), i -> i + 3).map(sorted::get).collect(Collectors.toSet());
        List<Labelled> seenTrain = train.stream().filter(t -> !unseen.contains(t.label())).toList();
        List<Labelled> test = RealTexts.clinc("test", 10);
        JudgedTask seen = MapAtR.of("seen", test.stream().filter(t -> !unseen.contains(t.label())).toList());
        JudgedTask notSeen = MapAtR.of("unseen", test.stream().filter(t -> unseen.contains(t.label())).toList());
        JudgedTask trec = MapAtR.of("trec", RealTexts.trec(1000));
        JudgedTask sts = StsBenchmark.of("test");
        float[][] v = RealTexts.encodeTexts(seenTrain);
        int[] labels = RealTexts.numbers(seenTrain);
        System.out.println("encoded " + (System.nanoTime() - t0) / 1e9);
        for (double pull : new double[] {0, 0.1}) {
            t0 = System.nanoTime();
            Adapter adapter = new AdapterTraining(0.05, pull, 1e-3, 250, 128, 1)
                    .train(v, labels, Pairs.ofLabels(labels, 2, 1)).adapter();
            System.out.println("trained " + (System.nanoTime() - t0) / 1e9 + " " + adapter.distanceFromIdentity());
            print("pull " + pull, adapter, seen, List.of(notSeen, trec, sts));
        }
        for (Transform t : List.of(
                dev.vectide.evaluate.mitigation.Centring.fit(v),
                dev.vectide.evaluate.mitigation.AllButTheTop.fit(v),
                dev.vectide.evaluate.mitigation.Whitening.fit(v, 0.5, dev.vectide.evaluate.mitigation.Shrinkage.fixed(1e-3)),
                dev.vectide.evaluate.mitigation.Whitening.fit(v, 1, dev.vectide.evaluate.mitigation.Shrinkage.fixed(1e-3)),
                dev.vectide.evaluate.mitigation.Whitening.fit(v, 1, dev.vectide.evaluate.mitigation.Shrinkage.fixed(0.5)),
                dev.vectide.evaluate.mitigation.Whitening.fit(v, 1, dev.vectide.evaluate.mitigation.Shrinkage.ledoitWolf()))) {
            print(t.name(), t, seen, List.of(notSeen, trec, sts));
        }
        assertThat(v).isNotEmpty();
    }

    private static void print(String name, Transform t, JudgedTask target, List<JudgedTask> others) {
        long t0 = System.nanoTime();
        Judgement j = JUDGE.judge(t, target, others);
        System.out.println(name + " " + j.outcome() + " " + (System.nanoTime() - t0) / 1e9);
        Stream.concat(Stream.of(j.target()), j.others().stream()).forEach(c -> System.out.printf(
                "   %-14s %.4f -> %.4f  [%+.4f, %+.4f]%n", c.task(), c.before(), c.after(), c.change().low(), c.change().high()));
    }
}
