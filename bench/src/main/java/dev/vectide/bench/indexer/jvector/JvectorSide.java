package dev.vectide.bench.indexer.jvector;

import dev.vectide.bench.indexer.Document;
import dev.vectide.bench.indexer.Side;
import dev.vectide.core.vector.FloatVector;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.util.ExplicitThreadLocal;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph of JVector's that grows in memory, with the settings of its tutorial; nothing is written, and nothing outlives the
 * process. It knows ordinals only and never changes a vector: a replaced document gets a new one, and the old is marked as
 * deleted, so that searches pass through it without answering it. Once a fifth of the nodes is marked, the writer takes
 * them out. An effort is the number of candidates of a search.
 */
final class JvectorSide implements Side {
    private static final List<Integer> EFFORTS =
            List.of(10, 12, 14, 16, 18, 20, 23, 26, 30, 35, 40, 50, 60, 70, 80, 100, 120, 150, 200, 250, 300, 500, 1000);
    private static final VectorSimilarityFunction SIMILARITY = VectorSimilarityFunction.DOT_PRODUCT;
    private static final VectorTypeSupport VECTORS = VectorizationProvider.getInstance().getVectorTypeSupport();
    private static final int DEGREE = 32;
    private static final int BEAM = 100;
    private static final float OVERFLOW = 1.2f;
    private static final float ALPHA = 1.2f;
    /** Of all nodes, that may be marked as deleted. Lucene's merges tolerate as much. */
    private static final double DELETED = 0.2;

    private final Nodes nodes;
    private final GraphIndexBuilder builder;
    private final ExplicitThreadLocal<GraphSearcher> searchers;
    private final Map<Integer, Integer> ordinals = new HashMap<>();
    private int deleted;

    JvectorSide(int dimension) {
        nodes = new Nodes(dimension);
        builder = GraphIndexBuilder.builder(BuildScoreProvider.randomAccessScoreProvider(nodes, SIMILARITY), dimension, DEGREE)
                .withBeamWidth(BEAM)
                .withNeighborOverflow(OVERFLOW)
                .withAlpha(ALPHA)
                .build();
        searchers = ExplicitThreadLocal.withInitial(() -> new GraphSearcher(builder.getGraph()));
    }

    @Override
    public Runnable upserts(List<Document> documents) {
        return () -> documents.forEach(this::upsert);
    }

    private void upsert(Document document) {
        VectorFloat<?> vector = VECTORS.createFloatVector(document.vector().toArray());
        int ordinal = nodes.add(new Nodes.Node(document.number(), document.share(), document.text(), vector));
        builder.addGraphNode(ordinal, vector);
        Integer replaced = ordinals.put(document.number(), ordinal);
        if (replaced != null) {
            builder.markNodeDeleted(replaced);
            deleted++;
            if (deleted > DELETED * (ordinals.size() + deleted)) {
                builder.removeDeletedNodes();
                deleted = 0;
            }
        }
    }

    @Override
    public List<Integer> efforts() {
        return EFFORTS;
    }

    @Override
    public int[] nearest(FloatVector query, int effort, int below) {
        VectorFloat<?> vector = VECTORS.createFloatVector(query.toArray());
        Bits filter = below < Document.SHARES ? ordinal -> nodes.get(ordinal).share() < below : Bits.ALL;
        GraphSearcher searcher = searchers.get();
        searcher.setView(builder.getGraph().getView());
        SearchResult found = searcher.search(
                DefaultSearchScoreProvider.exact(vector, SIMILARITY, nodes), LIMIT, effort, 0, 0, filter);
        return Arrays.stream(found.getNodes()).mapToInt(hit -> nodes.get(hit.node).number()).toArray();
    }

    /** Its writer does everything itself. */
    @Override
    public void settle() {}

    /** What it does to a graph before that is written to a disk. No upserts may follow: it would show them half-inserted. */
    @Override
    public void compact() {
        builder.cleanup();
        deleted = 0;
    }

    @Override
    public void close() {
        try {
            searchers.close();
            builder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
