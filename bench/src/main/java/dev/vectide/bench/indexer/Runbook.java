package dev.vectide.bench.indexer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How documents come and go, after the streaming track of the big-ann benchmarks. Half of the documents are inserted; then
 * each round is four times an insert and a delete of equally many, and a search, until all documents have been inserted. So
 * the store keeps its size while everything in it changes.
 */
enum Runbook {
    /** In order; the oldest goes. */
    SLIDING_WINDOW {
        @Override
        List<Step> steps(int[] clusters, int rounds, long seed) {
            Deque<Integer> alive = new ArrayDeque<>();
            return rounds(clusters.length, rounds, IntStream.range(0, clusters.length).boxed().toList(), new Life() {
                @Override
                public void inserted(int document) {
                    alive.add(document);
                }

                @Override
                public int next() {
                    return alive.remove();
                }
            });
        }
    },
    /** Of thirteen, ten live shortly, two long, and one for ever; whose life is over first goes first. */
    EXPIRATION {
        @Override
        List<Step> steps(int[] clusters, int rounds, long seed) {
            Random random = new Random(seed);
            NavigableMap<Long, Integer> ends = new TreeMap<>();
            int count = clusters.length;
            return rounds(count, rounds, IntStream.range(0, count).boxed().toList(), new Life() {
                private long clock;

                @Override
                public void inserted(int document) {
                    int lot = random.nextInt(13);
                    long life = lot < 10 ? count / 4 : lot < 12 ? count : 10L * count;
                    // Unequal, however many end together.
                    ends.put((clock + life) * count + document, document);
                    clock++;
                }

                @Override
                public int next() {
                    return ends.pollFirstEntry().getValue();
                }
            });
        }
    },
    /** Cluster by cluster, in random order: what the store is made of becomes something else. */
    CLUSTERED_REPLACE {
        @Override
        List<Step> steps(int[] clusters, int rounds, long seed) {
            int most = Arrays.stream(clusters).max().orElse(0) + 1;
            List<Integer> order = new ArrayList<>(IntStream.range(0, most).boxed().toList());
            Collections.shuffle(order, new Random(seed));
            int[] place = new int[most];
            for (int i = 0; i < most; i++) {
                place[order.get(i)] = i;
            }
            List<Integer> documents = new ArrayList<>(IntStream.range(0, clusters.length).boxed().toList());
            documents.sort((a, b) -> Integer.compare(place[clusters[a]], place[clusters[b]]));
            Random random = new Random(seed + 1);
            List<Integer> alive = new ArrayList<>();
            return rounds(clusters.length, rounds, documents, new Life() {
                private int leaving = -1;

                @Override
                public void inserted(int document) {
                    alive.add(document);
                }

                // All of one cluster, then all of another.
                @Override
                public int next() {
                    int at = IntStream.range(0, alive.size())
                            .filter(i -> clusters[alive.get(i)] == leaving)
                            .findFirst()
                            .orElseGet(() -> random.nextInt(alive.size()));
                    leaving = clusters[alive.get(at)];
                    int last = alive.size() - 1;
                    Collections.swap(alive, at, last);
                    return alive.remove(/* index */ last);
                }
            });
        }
    };

    enum Kind {
        INSERT,
        DELETE,
        SEARCH
    }

    /** @param documents numbers of those that come or go; empty for a search */
    record Step(Kind kind, List<Integer> documents) {}

    /** Chooses who goes. */
    private interface Life {
        void inserted(int document);

        int next();
    }

    private static final int TURNS = 4;

    /**
     * @param clusters of each document
     * @param rounds searches; the second half of the documents is inserted over them
     */
    abstract List<Step> steps(int[] clusters, int rounds, long seed);

    private static List<Step> rounds(int count, int rounds, List<Integer> documents, Life life) {
        List<Step> steps = new ArrayList<>();
        int turns = rounds * TURNS;
        int first = count - count / 2;
        steps.add(insert(documents.subList(0, first), life));
        for (int turn = 0; turn < turns; turn++) {
            int from = first + (int) ((long) (count - first) * turn / turns);
            int to = first + (int) ((long) (count - first) * (turn + 1) / turns);
            steps.add(insert(documents.subList(from, to), life));
            steps.add(new Step(Kind.DELETE, IntStream.range(from, to).mapToObj(i -> life.next()).toList()));
            if (turn % TURNS == TURNS - 1) {
                steps.add(new Step(Kind.SEARCH, List.of()));
            }
        }
        return steps;
    }

    private static Step insert(List<Integer> documents, Life life) {
        documents.forEach(life::inserted);
        return new Step(Kind.INSERT, List.copyOf(documents));
    }
}
