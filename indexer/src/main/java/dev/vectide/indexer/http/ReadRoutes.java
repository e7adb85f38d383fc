package dev.vectide.indexer.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.access.Quotas;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.wire.Json;
import dev.vectide.indexer.filter.PointIds;
import dev.vectide.indexer.json.Part;
import dev.vectide.indexer.search.VectorStore;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.stream.Stream;

/**
 * Points without any ranking: {@code POST .../points/scroll}, {@code .../points/count}, {@code .../points} and {@code
 * GET .../points/{id}}.
 */
final class ReadRoutes {
    private static final List<String> SHARD = List.of("shard_key");

    private final VectorStore store;
    private final CollectionNames names;
    private final Freshness freshness;
    private final RequestBody body;
    private final Searcher searcher;

    ReadRoutes(VectorStore store, CollectionNames names, Freshness freshness, RequestBody body, Searcher searcher) {
        this.store = store;
        this.names = names;
        this.freshness = freshness;
        this.body = body;
        this.searcher = searcher;
    }

    void register(JavalinConfig config) {
        config.routes.post("/collections/{collection}/points/scroll", Envelope.around(this::scroll));
        config.routes.post("/collections/{collection}/points/count", Envelope.around(this::count));
        config.routes.post("/collections/{collection}/points", Envelope.around(this::retrieve));
        // Angle brackets: a document's id may have slashes.
        config.routes.get("/collections/{collection}/points/<id>", Envelope.around(this::get));
    }

    /** {@code next_page_offset} is the first id of the next page, null after the last. */
    private JsonNode scroll(Context context) throws InterruptedException {
        String stream = begin(context);
        Part request = body.read(context)
                .object(fields(List.of("offset", "limit", "filter")), List.of("order_by", "shard_key"));
        int limit = QueryRequest.limit(request);
        String from = request.field("offset").map(PointIds::read).orElse(null);
        var filter = QueryRequest.filter(request);
        Selection selection = Selection.read(request, true);
        freshness.await(context);
        List<Embedding> page = Freshness.reading(context, store).scroll(stream, filter, from, limit + 1);
        ObjectNode result = Json.MAPPER.createObjectNode();
        result.set("points", PointJson.records(page.subList(0, Math.min(limit, page.size())), selection));
        result.set(
                "next_page_offset",
                page.size() > limit ? PointJson.id(page.get(limit).key().document()) : Json.MAPPER.nullNode());
        return result;
    }

    /** Always exact. */
    private JsonNode count(Context context) throws InterruptedException {
        String stream = begin(context);
        Part request = body.read(context).object(List.of("filter", "exact"), SHARD);
        request.field("exact").ifPresent(Part::flag);
        var filter = QueryRequest.filter(request);
        freshness.await(context);
        return Json.MAPPER.createObjectNode().put("count", Freshness.reading(context, store).count(stream, filter));
    }

    /** The documents of the ids given, each once, in that order; ids without a document are left out. */
    private JsonNode retrieve(Context context) throws InterruptedException {
        String stream = begin(context);
        Part request = body.read(context).object(fields(List.of("ids")), SHARD);
        List<String> ids = PointList.read(request.required("ids"));
        Selection selection = Selection.read(request, true);
        freshness.await(context);
        List<Embedding> documents = Freshness.reading(context, store)
                .findAll(stream, ids.stream().distinct().toList());
        return PointJson.records(documents, selection);
    }

    private JsonNode get(Context context) throws InterruptedException {
        String stream = begin(context);
        freshness.await(context);
        return PointJson.document(searcher.require(stream, context.pathParam("id"), context), Selection.everything());
    }

    private String begin(Context context) {
        QueryParameters.only(context, QueryParameters.TIMEOUT, QueryParameters.PARTIAL);
        String stream = names.stream(context);
        Callers.spend(context, stream, Quotas.Kind.SEARCHES, 1);
        return stream;
    }

    private static List<String> fields(List<String> own) {
        return Stream.concat(own.stream(), Selection.FIELDS.stream()).toList();
    }
}
