package dev.vectide.bench.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which fault comes in which round: by the seed, each as often as any other, up to one. */
final class Faults {
    private Faults() {}

    /**
     * @param fullDisk whether a disk can be filled
     * @param slowDisk whether one can be made slow
     */
    static List<Fault> all(boolean fullDisk, boolean slowDisk) {
        List<Fault> all = new ArrayList<>();
        Stream.of(Cluster.ENCODERS, Cluster.INDEXERS, Cluster.INGESTERS)
                .flatMap(List::stream)
                .forEach(role -> all.add(new Kill(role)));
        all.add(new Kill(Cluster.MONITOR));
        all.add(new Kill(Flink.JOB_MANAGER));
        Flink.TASK_MANAGERS.forEach(taskManager -> all.add(new Kill(taskManager)));
        IntStream.rangeClosed(1, Brokers.COUNT).forEach(node -> all.add(new Kill("broker-" + node)));
        all.add(new CoordinatorRestart());
        all.add(new Kill(List.of("encoder-a", "indexer-b")));
        all.add(new Kill(List.of("broker-1", "encoder-b")));
        all.add(new Kill(List.of("ingester-b", Cluster.MONITOR)));
        all.add(new Kill(List.of(Flink.JOB_MANAGER, "taskmanager-a")));
        all.add(new Kill(List.of("broker-2", "taskmanager-b")));
        all.add(new Zombie("encoder-a"));
        all.add(new Zombie("indexer-b"));
        all.add(new Zombie("taskmanager-a"));
        all.add(new Storm("encoder"));
        all.add(new Storm("indexer"));
        Cluster.CUTTABLE.forEach(role -> all.add(new Partition(role)));
        all.add(new Skew());
        if (fullDisk) {
            all.add(new FullDisk());
        }
        if (slowDisk) {
            all.add(new SlowDisk());
        }
        all.add(new TopicDeleted());
        all.add(new NewerFormat());
        return all;
    }

    /** Those that are over soonest. */
    static List<Fault> quick() {
        return List.of(new Kill("encoder-a"), new Kill("indexer-b"), new Kill("broker-1"), new Kill("taskmanager-a"));
    }

    /**
     * All that fit into so many rounds, in an order of the seed; of those that come again, each once before any comes twice.
     */
    static List<Fault> plan(List<Fault> faults, int rounds, Random random) {
        List<Fault> plan = new ArrayList<>();
        while (plan.size() < rounds) {
            List<Fault> deck = new ArrayList<>(faults);
            Collections.shuffle(deck, random);
            plan.addAll(deck);
        }
        return plan.subList(0, rounds);
    }
}
