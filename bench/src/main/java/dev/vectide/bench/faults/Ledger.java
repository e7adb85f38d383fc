package dev.vectide.bench.faults;

import dev.vectide.core.position.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * What was sent of each document, and what of it was acknowledged at which position. A document has at most one version under
 * way, as a producer has it who wants them in order.
 *
 * <p>Safe for concurrent use.
 */
final class Ledger {
    /** Documents that are there or were. */
    private static final class Document {
        /** Contents in the order in which they were sent; null deletes. */
        private final List<@Nullable String> versions = new ArrayList<>();

        private int acknowledged = -1;
        private long offset = -1;
        private boolean underWay;
    }

    /**
     * A document at a moment.
     *
     * @param versions sent so far; null deletes
     * @param acknowledged index of the newest that is, or -1
     * @param offset in its partition, by which that one is reflected
     */
    record State(
            String document, int partition, List<@Nullable String> versions, int acknowledged, long offset, boolean underWay) {
        /** Whether nothing is under way and something was acknowledged. */
        boolean isSettled() {
            return !underWay && acknowledged >= 0;
        }

        /** What a reader at its position must see; null: nothing. */
        @Nullable String content() {
            return versions.get(acknowledged);
        }

        Position position() {
            return new Position(Map.of(partition, offset));
        }
    }

    private final Map<String, Document> documents = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Map<Integer, Long> reached = new TreeMap<>();
    private long acknowledged;

    /** Of an event, as the ingester's producer has it. */
    static int partition(String document) {
        byte[] key = (Cluster.STREAM + "/" + document).getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % Cluster.PARTITIONS;
    }

    /** Takes down that a version is sent now; the document must not be under way. */
    synchronized void sending(String document, @Nullable String content) {
        if (!documents.containsKey(document)) {
            names.add(document);
        }
        sendingOnce(document, content);
    }

    /** The same of a document that {@link #any} leaves alone: nobody is to change it. */
    synchronized void sendingOnce(String document, @Nullable String content) {
        Document one = documents.computeIfAbsent(document, name -> new Document());
        if (one.underWay) {
            throw new IllegalStateException(document + " is under way already");
        }
        one.versions.add(content);
        one.underWay = true;
    }

    synchronized void acknowledged(List<String> sent, Position position) {
        for (String name : sent) {
            Document one = get(name);
            one.acknowledged = one.versions.size() - 1;
            one.offset = Math.max(one.offset, position.offsets().getOrDefault(partition(name), -1L));
            one.underWay = false;
        }
        position.offsets().forEach((partition, offset) -> reached.merge(partition, offset, Math::max));
        acknowledged += sent.size();
    }

    private Document get(String name) {
        Document one = documents.get(name);
        if (one == null) {
            throw new IllegalArgumentException(name + " was never sent");
        }
        return one;
    }

    /** One of the documents that are not under way. */
    synchronized Optional<State> any(Random random) {
        for (int tried = 0; tried < 20 && !names.isEmpty(); tried++) {
            State state = state(names.get(random.nextInt(names.size())));
            if (state.isSettled()) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /** Empty if no such document was ever sent. */
    synchronized Optional<State> find(String document) {
        return documents.containsKey(document) ? Optional.of(state(document)) : Optional.empty();
    }

    private State state(String name) {
        Document one = get(name);
        return new State(
                name,
                partition(name),
                new ArrayList<>(one.versions),
                one.acknowledged,
                one.offset,
                one.underWay);
    }

    /** What the store must hold once it has reached {@link #position}; of documents that are under way nobody knows. */
    synchronized Map<String, String> contents() {
        Map<String, String> contents = new HashMap<>();
        documents.forEach((name, one) -> {
            if (!one.underWay && one.acknowledged >= 0) {
                String content = one.versions.get(one.acknowledged);
                if (content != null) {
                    contents.put(name, content);
                }
            }
        });
        return contents;
    }

    synchronized long underWay() {
        return documents.values().stream().filter(one -> one.underWay).count();
    }

    /** Of everything that was acknowledged. */
    synchronized Position position() {
        return new Position(reached);
    }

    /** Events, of which a document may have several. */
    synchronized long acknowledged() {
        return acknowledged;
    }
}
