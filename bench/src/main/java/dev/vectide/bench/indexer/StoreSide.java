package dev.vectide.bench.indexer;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.StrictJson;
import dev.vectide.core.wire.VectorsCodec;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.filter.FilterReader;
import dev.vectide.indexer.json.Part;
import dev.vectide.indexer.search.NearestQuery;
import dev.vectide.indexer.streams.LocalStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Our store as it ships, fed with records as they lie in the vectors topic. It is what makes them that is not measured;
 * reading them is.
 */
final class StoreSide implements Side {
    static final String STREAM = "bench";
    private static final VectideConfig CONFIG = ConfigReader.read(null, Map.of());
    /** The effort that the store makes unless it is told otherwise. */
    static final int SHIPPED = (int) Math.round(100 * CONFIG.indexer().recall());
    private static final int PARTITIONS = CONFIG.kafka().partitions();
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private final Space space;
    private final LocalStore local;

    private StoreSide(Space space, LocalStore local) {
        this.space = space;
        this.local = local;
    }

    static StoreSide open(Path directory, Space space) {
        return new StoreSide(space, LocalStore.open(directory, space, CONFIG.indexer(), PARTITIONS, Clock.systemUTC()));
    }

    /** One by one, as a running store gets them. */
    @Override
    public Runnable upserts(List<Document> documents) {
        List<VectorsCodec.Wire> records = documents.stream().map(this::record).toList();
        return () -> {
            for (int i = 0; i < records.size(); i++) {
                local.apply(partition(documents.get(i)), List.of(records.get(i)));
                if ((i + 1) % COMMIT == 0) {
                    local.sync();
                }
            }
            local.sync();
        };
    }

    /** Many at a time, as a store gets them that is restored. */
    Runnable restore(List<Document> documents) {
        List<List<VectorsCodec.Wire>> lists = new ArrayList<>();
        for (int from = 0; from < documents.size(); from += COMMIT) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                int wanted = partition;
                lists.add(documents.subList(from, Math.min(documents.size(), from + COMMIT)).stream()
                        .filter(document -> partition(document) == wanted)
                        .map(this::record)
                        .toList());
            }
        }
        return () -> {
            for (int i = 0; i < lists.size(); i++) {
                local.apply(i % PARTITIONS, lists.get(i));
            }
            local.sync();
        };
    }

    void remove(List<Document> documents) {
        for (Document document : documents) {
            Tombstone tombstone = new Tombstone(
                    key(document), new Identity("bench", "delete"), TIME, new SourcePosition(partition(document), 0));
            local.apply(partition(document), List.of(VectorsCodec.encode(tombstone)));
        }
    }

    /** By number, of those that are there. */
    Map<Integer, FloatVector> vectors(IntStream numbers) {
        List<String> ids = numbers.mapToObj(Integer::toString).toList();
        return local.store().findAll(STREAM, ids).stream()
                .collect(Collectors.toMap(
                        document -> Integer.valueOf(document.key().document()),
                        document -> document.chunks().get(0).vector()));
    }

    /** Records after the snapshots from which it was opened. */
    long tail() {
        return local.tail();
    }

    /** Recalls wanted, in per cent. */
    @Override
    public List<Integer> efforts() {
        return List.of(85, 88, 90, 92, 94, 95, 96, 97, 98, 99, 100);
    }

    @Override
    public int[] nearest(FloatVector query, int effort, int below) {
        return nearest(query, below, false, effort / 100.0);
    }

    /** With the recall that the store ships with. */
    int[] nearest(FloatVector query, int below, boolean exact) {
        return nearest(query, below, exact, null);
    }

    private int[] nearest(FloatVector query, int below, boolean exact, @Nullable Double recall) {
        NearestQuery question = new NearestQuery(query, filter(below), LIMIT, null, exact, recall, null);
        return local.store().nearest(STREAM, question).stream()
                .mapToInt(hit -> Integer.parseInt(hit.document().key().document()))
                .toArray();
    }

    /** As a request says it. */
    private static Filter filter(int below) {
        if (below == Document.SHARES) {
            return Filter.ALL;
        }
        StrictJson.Parsed json =
                StrictJson.parse("{\"must\": [{\"key\": \"share\", \"range\": {\"lt\": " + below + "}}]}");
        return FilterReader.read(new Part("filter", Objects.requireNonNull(json.tree())));
    }

    /** What the store does once a second anyway is done. */
    @Override
    public void settle() {
        local.maintain();
    }

    @Override
    public void compact() {}

    @Override
    public void close() {
        local.close();
    }

    private static int partition(Document document) {
        return partition(document.number());
    }

    static int partition(int number) {
        return number % PARTITIONS;
    }

    private static DocumentKey key(Document document) {
        return new DocumentKey(STREAM, Integer.toString(document.number()));
    }

    private VectorsCodec.Wire record(Document document) {
        return VectorsCodec.encode(new Embedding(
                key(document),
                new Identity("bench", Integer.toString(document.number())),
                space.fingerprint(),
                "bench",
                TIME,
                null,
                Origin.LIVE,
                false,
                false,
                new Content.Text(document.text()),
                Bytes.copyOf(new byte[32]),
                Map.of("share", (long) document.share()),
                new SourcePosition(partition(document), document.number()),
                List.of(new Chunk(0, document.text().length(), document.vector()))));
    }
}
