package dev.vectide.local.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.access.AccessException;
import dev.vectide.core.wire.Json;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/** What a refusal looks like at each door: as Qdrant's, as OpenAI's, or as problem+json (RFC 9457). */
final class Refusals {
    private Refusals() {}

    static void answer(AccessException refusal, Context context) {
        int status = refusal.reason().status();
        context.status(status);
        if (refusal.reason() == AccessException.Reason.UNKNOWN_KEY) {
            context.header("WWW-Authenticate", "Bearer realm=\"vectide\"");
        }
        if (refusal.retryAfterS() > 0) {
            context.header("Retry-After", Long.toString(refusal.retryAfterS()));
        }
        String path = context.path();
        if (path.equals("/aliases") || path.equals("/collections") || path.startsWith("/collections/")) {
            send(context, "application/json", qdrant(refusal));
        } else if (path.equals("/v1/embeddings") || path.equals("/v1/models") || path.startsWith("/v1/models/")) {
            send(context, "application/json", openAi(refusal));
        } else {
            send(context, "application/problem+json", problem(HttpStatus.forStatus(status), refusal.getMessage()));
        }
    }

    static ObjectNode problem(HttpStatus status, @org.jspecify.annotations.Nullable String detail) {
        return Json.MAPPER
                .createObjectNode()
                .put("type", "about:blank")
                .put("title", status.getMessage())
                .put("status", status.getCode())
                .put("detail", detail);
    }

    private static ObjectNode qdrant(AccessException refusal) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putObject("status").put("error", refusal.getMessage());
        return body.put("time", 0.0);
    }

    private static ObjectNode openAi(AccessException refusal) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putObject("error")
                .put("message", refusal.getMessage())
                .put("type", refusal.reason() == AccessException.Reason.OVER_QUOTA ? "requests" : "invalid_request_error")
                .putNull("param")
                .put("code", switch (refusal.reason()) {
                    case UNKNOWN_KEY -> "invalid_api_key";
                    case FORBIDDEN -> "insufficient_permissions";
                    case OVER_QUOTA -> "rate_limit_exceeded";
                });
        return body;
    }

    private static void send(Context context, String type, ObjectNode body) {
        context.contentType(type).result(Json.write(body));
    }
}
