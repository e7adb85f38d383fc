package dev.vectide.indexer.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vectide.core.access.Quotas;
import dev.vectide.core.wire.Json;
import dev.vectide.indexer.json.Part;
import dev.vectide.indexer.search.Hit;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.List;

/** {@code POST .../points/query}, {@code .../query/batch} and {@code .../query/groups}. */
final class QueryRoutes {
    private static final int DEFAULT_GROUP_SIZE = 3;

    private final CollectionNames names;
    private final Freshness freshness;
    private final RequestBody body;
    private final Searcher searcher;
    private final TargetReader targets;

    QueryRoutes(CollectionNames names, Freshness freshness, RequestBody body, Searcher searcher, TargetReader targets) {
        this.names = names;
        this.freshness = freshness;
        this.body = body;
        this.searcher = searcher;
        this.targets = targets;
    }

    void register(JavalinConfig config) {
        config.routes.post("/collections/{collection}/points/query", Envelope.around(this::query));
        config.routes.post("/collections/{collection}/points/query/batch", Envelope.around(this::batch));
        config.routes.post("/collections/{collection}/points/query/groups", Envelope.around(this::groups));
    }

    private JsonNode query(Context context) throws InterruptedException {
        String stream = begin(context);
        Query query = Query.read(body.read(context), targets);
        freshness.await(context);
        return points(stream, query, context);
    }

    private JsonNode batch(Context context) throws InterruptedException {
        String stream = begin(context);
        Part searches = body.read(context).object(List.of("searches"), List.of()).required("searches");
        if (searches.node().size() > Limits.BATCH) {
            throw searches.refused(searches.node().size() + " queries, at most " + Limits.BATCH + " are allowed");
        }
        List<Query> queries =
                searches.items().stream().map(search -> Query.read(search, targets)).toList();
        Callers.spend(context, stream, Quotas.Kind.SEARCHES, Math.max(0, queries.size() - 1));
        freshness.await(context);
        ArrayNode answers = Json.MAPPER.createArrayNode();
        queries.forEach(query -> answers.add(points(stream, query, context)));
        return answers;
    }

    private JsonNode groups(Context context) throws InterruptedException {
        String stream = begin(context);
        Part request = body.read(context);
        QueryRequest query = QueryRequest.read(request, targets, "group_by", "group_size");
        int size = request.field("group_size")
                .map(part -> part.whole(1, Limits.POINTS / query.limit()))
                .orElse(Math.min(DEFAULT_GROUP_SIZE, Limits.POINTS / query.limit()));
        Groups groups = new Groups(request.required("group_by").text(), query.limit(), size);
        freshness.await(context);
        return Groups.json(groups.of(searcher.prepare(stream, query, context)), query.selection());
    }

    private String begin(Context context) {
        QueryParameters.only(context, QueryParameters.TIMEOUT, QueryParameters.PARTIAL);
        String stream = names.stream(context);
        Callers.spend(context, stream, Quotas.Kind.SEARCHES, 1);
        return stream;
    }

    private JsonNode points(String stream, Query query, Context context) {
        List<Hit> hits = searcher.prepare(stream, query.request(), context)
                .apply(query.offset() + query.request().limit());
        List<Hit> shown = hits.subList(Math.min(query.offset(), hits.size()), hits.size());
        return Json.MAPPER
                .createObjectNode()
                .set("points", PointJson.hits(shown, query.request().selection()));
    }

    /** @param offset so many of the best are left out */
    private record Query(QueryRequest request, int offset) {
        static Query read(Part part, TargetReader targets) {
            QueryRequest request = QueryRequest.read(part, targets, "offset");
            return new Query(
                    request,
                    part.field("offset").map(offset -> offset.whole(0, Limits.POINTS)).orElse(0));
        }
    }
}
