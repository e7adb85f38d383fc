package dev.vectide.indexer.streams;

import dev.vectide.core.position.Position;
import dev.vectide.indexer.shards.LocalShards;
import dev.vectide.indexer.shards.Peer;
import dev.vectide.indexer.shards.Peers;
import dev.vectide.indexer.shards.Question;
import dev.vectide.indexer.shards.ShardAnswer;
import dev.vectide.indexer.shards.ShardMap;
import dev.vectide.indexer.shards.ShardRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question on its way to all shards: first to their owners, here and elsewhere at once; what they leave open, to replicas. No
 * shard's answer is counted twice, and one that is older than the question wants counts as none.
 *
 * <p>Used by one thread.
 */
final class Gathering<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Gathering.class);

    private final Question<T> question;
    private final Position floor;
    private final LocalShards local;
    private final Peers peers;
    private final TreeSet<Integer> missing;
    private final List<T> values = new ArrayList<>();
    private final Map<Integer, Long> reflected = new TreeMap<>();
    private final Map<Peer, String> faults = new LinkedHashMap<>();

    /** @param floor what the answers must reflect */
    Gathering(Question<T> question, Set<Integer> partitions, Position floor, LocalShards local, Peers peers) {
        this.question = question;
        this.floor = floor;
        this.missing = new TreeSet<>(partitions);
        this.local = local;
        this.peers = peers;
    }

    /** @param patience for the others; where a replica could help out, half of it is for the owner */
    Gathering<T> run(Set<Integer> owned, ShardMap map, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        TreeSet<Integer> elsewhere = new TreeSet<>(missing);
        elsewhere.removeAll(owned);
        Map<Peer, Set<Integer>> owners = map.byOwner(elsewhere);
        boolean spare = owners.values().stream().flatMap(Set::stream).anyMatch(map.replicas()::containsKey);
        round(owners, owned, false, spare ? end - patience.toNanos() / 2 : end);
        if (!missing.isEmpty()) {
            round(Map.of(), Set.copyOf(missing), true, end);
        }
        if (!missing.isEmpty() && !map.replicas().isEmpty()) {
            round(map.byReplica(missing), Set.of(), true, end);
        }
        return this;
    }

    /** Of all those that answered. */
    T value() {
        return question.merge(values);
    }

    /** Which all that answered reflect. */
    Position position() {
        return new Position(reflected);
    }

    /** Partitions without an answer. */
    SortedSet<Integer> missing() {
        return missing;
    }

    private void round(Map<Peer, Set<Integer>> remote, Set<Integer> here, boolean backups, long end)
            throws InterruptedException {
        Map<Peer, CompletableFuture<ShardAnswer<T>>> sent = new LinkedHashMap<>();
        Duration left = Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
        remote.forEach((peer, partitions) ->
                sent.put(peer, peers.ask(peer, new ShardRequest<>(question, partitions, backups), left)));
        TreeSet<Integer> mine = new TreeSet<>(here);
        mine.retainAll(missing);
        if (!mine.isEmpty()) {
            take(local.answer(new ShardRequest<>(question, mine, backups)));
        }
        for (Map.Entry<Peer, CompletableFuture<ShardAnswer<T>>> entry : sent.entrySet()) {
            collect(entry.getKey(), entry.getValue(), end);
        }
    }

    /** Why others did not answer; a replica may have done so in their place. */
    Map<Peer, String> faults() {
        return faults;
    }

    private void collect(Peer peer, CompletableFuture<ShardAnswer<T>> answer, long end) throws InterruptedException {
        try {
            take(answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            faults.put(peer, String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
            LOG.debug("{} does not answer", peer, e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            faults.put(peer, peer + " does not answer in time");
        }
    }

    /** Whole or not at all: an answer cannot be taken apart by partitions. */
    private void take(ShardAnswer<T> answer) {
        if (!answer.partitions().isEmpty() && missing.containsAll(answer.partitions()) && answer.reflects(floor)) {
            values.add(answer.value());
            reflected.putAll(answer.position().offsets());
            missing.removeAll(answer.partitions());
        }
    }
}
