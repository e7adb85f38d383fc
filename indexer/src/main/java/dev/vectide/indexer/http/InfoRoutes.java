package dev.vectide.indexer.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.access.Caller;
import dev.vectide.core.access.Verb;
import dev.vectide.core.position.Position;
import dev.vectide.core.space.Space;
import dev.vectide.core.wire.Json;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.search.VectorStore;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which collections there are and what they are: {@code GET /collections}, {@code /collections/{c}}, {@code
 * /collections/{c}/exists}, {@code /aliases} and {@code /collections/{c}/aliases}. Only the one that counts points waits for
 * a position.
 */
final class InfoRoutes {
    private final VectorStore store;
    private final CollectionNames names;
    private final Freshness freshness;

    InfoRoutes(VectorStore store, CollectionNames names, Freshness freshness) {
        this.store = store;
        this.names = names;
        this.freshness = freshness;
    }

    void register(JavalinConfig config) {
        config.routes.get("/collections", Envelope.around(this::all));
        config.routes.get("/aliases", Envelope.around(context -> aliases(context, visible(context))));
        config.routes.get("/collections/{collection}", Envelope.around(this::one));
        config.routes.get("/collections/{collection}/exists", Envelope.around(this::exists));
        config.routes.get(
                "/collections/{collection}/aliases",
                Envelope.around(context -> aliases(context, List.of(names.stream(context)))));
        config.routes.post("/collections/aliases", Envelope.around(context -> {
            throw QdrantError.badRequest(
                    "actions: unsupported; a stream is always an alias of its collection in the space that is served");
        }));
    }

    private JsonNode all(Context context) {
        QueryParameters.only(context);
        ObjectNode result = Json.MAPPER.createObjectNode();
        ArrayNode collections = result.putArray("collections");
        visible(context).forEach(stream -> collections.addObject().put("name", names.qualified(stream)));
        return result;
    }

    /** Others are as if they were not there. */
    private List<String> visible(Context context) {
        Caller caller = Callers.of(context);
        return names.all().stream().filter(stream -> caller.may(Verb.READ, stream)).toList();
    }

    private JsonNode exists(Context context) {
        QueryParameters.only(context);
        return Json.MAPPER.createObjectNode().put("exists", names.exists(context.pathParam("collection")));
    }

    private JsonNode aliases(Context context, Collection<String> streams) {
        QueryParameters.only(context);
        ObjectNode result = Json.MAPPER.createObjectNode();
        ArrayNode aliases = result.putArray("aliases");
        streams.forEach(stream ->
                aliases.addObject().put("alias_name", stream).put("collection_name", names.qualified(stream)));
        return result;
    }

    /** Of a store that is still loading it says that, and no count. */
    private JsonNode one(Context context) throws InterruptedException {
        QueryParameters.only(context, QueryParameters.TIMEOUT, QueryParameters.PARTIAL);
        String stream = names.stream(context);
        Space space = store.space();
        Position position = freshness.reach(context);
        boolean ready = store.notReady().isEmpty();
        @Nullable Long count = ready || freshness.isPartial(context)
                ? Freshness.reading(context, store).count(stream, Filter.ALL)
                : null;
        ObjectNode result = Json.MAPPER
                .createObjectNode()
                .put("status", ready ? "green" : "yellow")
                .put("optimizer_status", "ok")
                .put("points_count", count)
                .put("indexed_vectors_count", count)
                .put("segments_count", position.offsets().size());
        result.set("config", config(space));
        result.putObject("payload_schema");
        return result.put("space", space.qualifiedName())
                .put("fingerprint", space.fingerprint().hex())
                .put("position", position.toString());
    }

    /** Qdrant's typed clients want settings of its graph and its optimizer: there are neither, which is what 0 says. */
    private static ObjectNode config(Space space) {
        ObjectNode config = Json.MAPPER.createObjectNode();
        config.putObject("params").putObject("vectors").put("size", space.dimension()).put("distance", "Cosine");
        config.putObject("hnsw_config").put("m", 0).put("ef_construct", 0).put("full_scan_threshold", 0);
        config.putObject("optimizer_config")
                .put("deleted_threshold", 0.0)
                .put("vacuum_min_vector_number", 0)
                .put("default_segment_number", 0)
                .put("flush_interval_sec", 0);
        return config;
    }
}
