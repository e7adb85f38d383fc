package dev.vectide.bench.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Which fault comes in which round: by the seed, each kind as often as any other, up to one. */
final class Faults {
    private Faults() {}

    static List<Fault> all() {
        return Stream.concat(
                        Stream.of(Cluster.ENCODERS, Cluster.INDEXERS, Cluster.INGESTERS)
                                .flatMap(List::stream)
                                .map(Kill::new),
                        Stream.of(new Kill(Cluster.MONITOR)))
                .map(Fault.class::cast)
                .toList();
    }

    static List<Fault> plan(int rounds, Random random) {
        List<Fault> plan = new ArrayList<>();
        while (plan.size() < rounds) {
            List<Fault> deck = new ArrayList<>(all());
            Collections.shuffle(deck, random);
            plan.addAll(deck);
        }
        return plan.subList(0, rounds);
    }
}
