package dev.vectide.indexer.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.access.AccessException;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.kafka.BacklogException;
import dev.vectide.core.kafka.BrokerUnavailableException;
import dev.vectide.core.wire.Json;
import dev.vectide.indexer.json.RefusedException;
import dev.vectide.indexer.search.StoreUnavailableException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Qdrant's envelope: {@code {"result": ..., "status": "ok", "time": s}} around an answer, {@code {"status": {"error":
 * ...}, "time": s}} in place of one. {@code missing_shards} says which partitions an answer is without, where there are such. Every failure ends here, so that none is answered in another shape.
 */
final class Envelope {
    private static final Logger LOG = LoggerFactory.getLogger(Envelope.class);
    private static final String RETRY_AFTER_S = "1";

    private Envelope() {}

    /** What answers a request. */
    interface Work {
        JsonNode result(Context context) throws InterruptedException;
    }

    static Handler around(Work work) {
        return context -> {
            long start = System.nanoTime();
            ObjectNode body = Json.MAPPER.createObjectNode();
            try {
                body.set("result", work.result(context));
                body.put("status", "ok");
                if (!Freshness.missing(context).isEmpty()) {
                    Freshness.missing(context).forEach(body.putArray("missing_shards")::add);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail(context, body, new QdrantError(HttpStatus.SERVICE_UNAVAILABLE, "stopping"));
            } catch (AccessException e) {
                throw e; // The server answers it, here and at every other door.
            } catch (RuntimeException e) {
                fail(context, body, explained(context, e));
            }
            body.put("time", (System.nanoTime() - start) / 1e9);
            context.contentType("application/json").result(Json.write(body));
        };
    }

    private static void fail(Context context, ObjectNode body, QdrantError error) {
        if (error.status() == HttpStatus.SERVICE_UNAVAILABLE || error.status() == HttpStatus.TOO_MANY_REQUESTS) {
            context.header("Retry-After", RETRY_AFTER_S);
        }
        context.status(error.status());
        body.removeAll().putObject("status").put("error", error.getMessage());
    }

    private static QdrantError explained(Context context, RuntimeException e) {
        String why = String.valueOf(e.getMessage());
        if (e instanceof QdrantError error) {
            return error;
        }
        if (e instanceof RefusedException) {
            return QdrantError.badRequest(why);
        }
        if (e instanceof EncoderException
                || e instanceof BrokerUnavailableException
                || e instanceof StoreUnavailableException) {
            return new QdrantError(HttpStatus.SERVICE_UNAVAILABLE, why);
        }
        if (e instanceof BacklogException) {
            return new QdrantError(HttpStatus.TOO_MANY_REQUESTS, why);
        }
        if (e instanceof RecordTooLargeException) {
            return new QdrantError(HttpStatus.CONTENT_TOO_LARGE, "a point is larger than its topic takes: " + why);
        }
        LOG.error("{} {} failed", context.method(), context.path(), e);
        return new QdrantError(HttpStatus.INTERNAL_SERVER_ERROR, "an error of Vectide's own; its log says more");
    }
}
