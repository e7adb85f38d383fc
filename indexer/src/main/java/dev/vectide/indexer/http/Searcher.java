package dev.vectide.indexer.http;

import dev.vectide.core.access.Quotas;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.Encoder;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.filter.WrittenFilter;
import dev.vectide.indexer.search.Decay;
import dev.vectide.indexer.search.Examples;
import dev.vectide.indexer.search.Hit;
import dev.vectide.indexer.search.LexicalQuery;
import dev.vectide.indexer.search.NearestQuery;
import dev.vectide.indexer.search.VectorStore;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers queries from the store, texts by way of the encoder. */
final class Searcher {
    /** In an answer: the text was longer than the space takes, and its end did not count. */
    static final String TRUNCATED = "X-Query-Truncated";

    private final VectorStore store;
    private final Encoder encoder;
    private final Clock clock;

    /** Refuses an encoder of another space than the store's. */
    Searcher(VectorStore store, Encoder encoder, Clock clock) {
        if (!encoder.space().fingerprint().equals(store.space().fingerprint())) {
            throw new IllegalArgumentException("an encoder of space " + encoder.space().qualifiedName()
                    + " for a store of space " + store.space().qualifiedName());
        }
        this.store = store;
        this.encoder = encoder;
        this.clock = clock;
    }

    /**
     * The best hits of a request as a function of how many; its vector is found only once.
     *
     * @param context gets a header where a text was cut
     */
    IntFunction<List<Hit>> prepare(String stream, QueryRequest request, Context context) {
        Target target = request.target();
        if (target instanceof Target.Near near && request.halfLife() == null) {
            return near(stream, request, near, request.threshold(), context);
        }
        if (target instanceof Target.Everything) {
            return count -> Freshness.reading(context, store).scroll(stream, request.filter(), null, count).stream()
                    .map(document -> new Hit(document, 0, 0))
                    .toList();
        }
        IntFunction<List<Hit>> ranking = ranking(stream, request, context);
        if (request.halfLife() != null) {
            ranking = Rankings.fading(ranking, new Decay(request.halfLife(), clock.instant()));
        }
        return request.threshold() == null ? ranking : Rankings.above(ranking, request.threshold());
    }

    /** Before age and threshold. */
    private IntFunction<List<Hit>> ranking(String stream, QueryRequest request, Context context) {
        Target target = request.target();
        if (target instanceof Target.Hybrid hybrid) {
            return Rankings.fused(List.of(
                    Rankings.deep(near(stream, request, hybrid.near(), null, context)),
                    Rankings.deep(lexical(stream, request, hybrid.lexical(), context))));
        }
        if (target instanceof Target.Fused fused) {
            return Rankings.fused(fused.rankings().stream()
                    .map(part -> Rankings.first(part.limit(), prepare(stream, part.within(request.filter()), context)))
                    .toList());
        }
        return target instanceof Target.Lexical words
                ? lexical(stream, request, words, context)
                : near(stream, request, (Target.Near) target, null, context);
    }

    private IntFunction<List<Hit>> lexical(
            String stream, QueryRequest request, Target.Lexical words, Context context) {
        return count -> Freshness.reading(context, store).lexical(stream, new LexicalQuery(words.words(), request.filter(), count));
    }

    private IntFunction<List<Hit>> near(
            String stream, QueryRequest request, Target.Near near, @Nullable Float threshold, Context context) {
        FloatVector query = Examples.average(
                vectors(stream, near.positive(), context), vectors(stream, near.negative(), context));
        if (!query.isFinite() || query.norm() == 0) {
            throw QdrantError.badRequest("query: its examples have no average with a direction");
        }
        return nearest(Freshness.reading(context, store), stream, request, query, threshold, points(near));
    }

    /** A vector that is given counts as it is, every other with length 1, as Qdrant keeps those of cosine. */
    private List<FloatVector> vectors(String stream, List<Example> examples, Context context) {
        Iterator<FloatVector> texts = texts(stream, examples, context).iterator();
        List<FloatVector> vectors = new ArrayList<>(examples.size());
        for (Example example : examples) {
            if (example instanceof Example.Vector given) {
                vectors.add(given.vector());
            } else if (example instanceof Example.Point point) {
                vectors.add(unit(require(stream, point.id(), context).chunks().get(0).vector()));
            } else {
                vectors.add(texts.next());
            }
        }
        return vectors;
    }

    /** The vectors of those examples that are texts. */
    private List<FloatVector> texts(String stream, List<Example> examples, Context context) {
        List<String> texts = examples.stream()
                .filter(Example.Text.class::isInstance)
                .map(example -> ((Example.Text) example).text())
                .toList();
        if (texts.isEmpty()) {
            return List.of();
        }
        Callers.spend(context, stream, Quotas.Kind.TEXTS, texts.size());
        List<Encoded> encoded = encoder.encode(texts, InputType.QUERY);
        if (encoded.stream().anyMatch(Encoded::truncated)) {
            context.header(TRUNCATED, "true");
        }
        return encoded.stream().map(text -> unit(text.vector())).toList();
    }

    /** A space that does not normalise may hold a vector without direction: it stays as it is. */
    private static FloatVector unit(FloatVector vector) {
        return vector.norm() > 0 ? vector.normalised() : vector;
    }

    private static Set<String> points(Target.Near near) {
        return Stream.concat(near.positive().stream(), near.negative().stream())
                .filter(Example.Point.class::isInstance)
                .map(example -> ((Example.Point) example).id())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A document; 404 where there is none. */
    Embedding require(String stream, String id, Context context) {
        return Freshness.reading(context, store).find(new DocumentKey(stream, id))
                .orElseThrow(() -> QdrantError.notFound("point '" + id + "' of stream '" + stream + "'"));
    }

    /** @param without the documents that are left out */
    private IntFunction<List<Hit>> nearest(
            VectorStore reading,
            String stream,
            QueryRequest request,
            FloatVector query,
            @Nullable Float threshold,
            Set<String> without) {
        Filter filter = request.filter();
        // The store leaves one out by itself, which costs less than a filter.
        boolean one = without.size() == 1;
        Filter others = without.isEmpty() || one ? filter : WrittenFilter.without(filter, without);
        return count -> reading.nearest(
                stream,
                new NearestQuery(
                        query,
                        others,
                        count,
                        threshold,
                        request.exact(),
                        request.recall(),
                        one ? without.iterator().next() : null));
    }
}
