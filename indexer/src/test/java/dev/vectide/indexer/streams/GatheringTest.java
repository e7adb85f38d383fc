package dev.vectide.indexer.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.position.Position;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.shards.LocalShards;
import dev.vectide.indexer.shards.Peer;
import dev.vectide.indexer.shards.Peers;
import dev.vectide.indexer.shards.Question;
import dev.vectide.indexer.shards.ShardAnswer;
import dev.vectide.indexer.shards.ShardMap;
import dev.vectide.indexer.shards.ShardRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Partition p holds 10^p documents, so that a count tells which shards are in it, and how often. */
class GatheringTest {
    private static final Peer A = new Peer("a", 1);
    private static final Peer B = new Peer("b", 2);
    private static final Peer C = new Peer("c", 3);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(40);
    private static final ShardMap MAP = new ShardMap(Map.of(1, A, 2, A, 3, B), Map.of());
    private static final Position POSITION = new Position(Map.of(0, 5L, 1, 5L, 2, 5L, 3, 5L));

    private final Map<Peer, Function<ShardRequest<?>, CompletableFuture<ShardAnswer<Long>>>> others = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private Set<Integer> backupsHere = Set.of();

    private static ShardAnswer<Long> of(Integer... partitions) {
        Set<Integer> answered = new TreeSet<>(List.of(partitions));
        Map<Integer, Long> position = new HashMap<>(POSITION.offsets());
        position.keySet().retainAll(answered);
        return new ShardAnswer<>(
                answered, new Position(position), answered.stream().mapToLong(p -> (long) Math.pow(10, p)).sum());
    }

    private static CompletableFuture<ShardAnswer<Long>> all(ShardRequest<?> request) {
        return CompletableFuture.completedFuture(of(request.partitions().toArray(Integer[]::new)));
    }

    private Gathering<Long> gather(ShardMap map, Duration patience, Position floor) throws InterruptedException {
        LocalShards local = new LocalShards() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> ShardAnswer<T> answer(ShardRequest<T> request) {
                Set<Integer> here = new TreeSet<>(request.partitions());
                here.retainAll(request.backups() ? backupsHere : Set.of(0));
                return (ShardAnswer<T>) of(here.toArray(Integer[]::new));
            }
        };
        Peers peers = new Peers() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> CompletableFuture<ShardAnswer<T>> ask(Peer peer, ShardRequest<T> request, Duration left) {
                asked.add(peer.host() + request.partitions() + (request.backups() ? " backups" : ""));
                return (CompletableFuture<ShardAnswer<T>>) (CompletableFuture<?>) others.get(peer).apply(request);
            }
        };
        Question<Long> question = new Question.Count("s", Filter.ALL);
        return new Gathering<>(question, Set.of(0, 1, 2, 3), floor, local, peers).run(Set.of(0), map, patience);
    }

    private Gathering<Long> gather(ShardMap map, Duration patience) throws InterruptedException {
        return gather(map, patience, Position.NONE);
    }

    @Test
    void everyShardCountsOnce() throws Exception {
        others.put(A, GatheringTest::all);
        others.put(B, GatheringTest::all);

        Gathering<Long> gathered = gather(MAP, LONG);

        assertThat(gathered.value()).isEqualTo(1111);
        assertThat(gathered.missing()).isEmpty();
        assertThat(asked).containsExactlyInAnyOrder("a[1, 2]", "b[3]");
    }

    @Test
    void whoDoesNotAnswerInTimeIsMissing() throws Exception {
        others.put(A, request -> new CompletableFuture<>());
        others.put(B, GatheringTest::all);

        Gathering<Long> gathered = gather(MAP, SHORT);

        assertThat(gathered.value()).isEqualTo(1001);
        assertThat(gathered.missing()).containsExactly(1, 2);
        assertThat(gathered.faults()).isEqualTo(Map.of(A, A + " does not answer in time"));
    }

    @Test
    void whyOneDoesNotAnswerIsKept() throws Exception {
        others.put(A, request -> CompletableFuture.failedFuture(new IllegalStateException("a answers 401")));
        others.put(B, GatheringTest::all);

        Gathering<Long> gathered = gather(MAP, LONG);

        assertThat(gathered.missing()).containsExactly(1, 2);
        assertThat(gathered.faults()).isEqualTo(Map.of(A, "a answers 401"));
    }

    @Test
    void aShardWithoutAnOwnerIsMissingAtOnce() throws Exception {
        Gathering<Long> gathered = gather(ShardMap.EMPTY, LONG);

        assertThat(gathered.value()).isEqualTo(1);
        assertThat(gathered.missing()).containsExactly(1, 2, 3);
    }

    @Test
    void anOwnerThatHasLostAShardAnswersForTheRest() throws Exception {
        others.put(A, request -> CompletableFuture.completedFuture(of(2)));
        others.put(B, request -> CompletableFuture.completedFuture(of()));

        Gathering<Long> gathered = gather(MAP, LONG);

        assertThat(gathered.value()).isEqualTo(101);
        assertThat(gathered.missing()).containsExactly(1, 3);
    }

    @Test
    void whatNobodyAskedForIsNoAnswer() throws Exception {
        others.put(A, request -> CompletableFuture.completedFuture(of(0, 1, 2)));
        others.put(B, GatheringTest::all);

        Gathering<Long> gathered = gather(MAP, LONG);

        assertThat(gathered.value()).isEqualTo(1001);
        assertThat(gathered.missing()).containsExactly(1, 2);
    }

    @Test
    void anAnswerThatIsOlderThanWantedIsNone() throws Exception {
        others.put(A, request -> CompletableFuture.completedFuture(
                new ShardAnswer<>(Set.of(1, 2), new Position(Map.of(1, 5L, 2, 4L)), 110L)));
        others.put(B, GatheringTest::all);

        Gathering<Long> gathered = gather(MAP, LONG, new Position(Map.of(0, 1L, 2, 5L)));

        assertThat(gathered.value()).isEqualTo(1001);
        assertThat(gathered.missing()).containsExactly(1, 2);
        assertThat(gathered.position().offsets()).containsKeys(0, 3).doesNotContainKeys(1, 2);
    }

    @Test
    void replicasAnswerForAnOwnerThatCannot() throws Exception {
        others.put(A, request -> CompletableFuture.failedFuture(new IllegalStateException("gone")));
        others.put(B, GatheringTest::all);
        others.put(C, GatheringTest::all);
        backupsHere = Set.of(0, 1);

        Gathering<Long> gathered = gather(new ShardMap(MAP.owners(), Map.of(2, List.of(C))), LONG);

        assertThat(gathered.value()).isEqualTo(1111);
        assertThat(gathered.missing()).isEmpty();
        assertThat(asked).containsExactlyInAnyOrder("a[1, 2]", "b[3]", "c[2] backups");
    }

    @Test
    void anOwnerThatIsSilentLeavesTimeForItsReplica() throws Exception {
        others.put(A, request -> new CompletableFuture<>());
        others.put(B, GatheringTest::all);
        others.put(C, request -> CompletableFuture.supplyAsync(() -> of(1, 2)));

        Gathering<Long> gathered =
                gather(new ShardMap(MAP.owners(), Map.of(1, List.of(C), 2, List.of(C))), Duration.ofSeconds(8));

        assertThat(gathered.value()).isEqualTo(1111);
        assertThat(gathered.missing()).isEmpty();
    }
}
