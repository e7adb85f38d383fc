package dev.vectide.ingest.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** A request that is refused as {@code application/problem+json} (RFC 9457), with {@code faults} where there are several. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int RETRY_AFTER_S = 1;

    private final HttpStatus status;
    private final transient @Nullable ArrayNode faults;

    private Problem(HttpStatus status, String detail, @Nullable ArrayNode faults) {
        super(detail, null, false, false);
        this.status = status;
        this.faults = faults;
    }

    static Problem of(HttpStatus status, String detail) {
        return new Problem(status, detail, null);
    }

    static Problem badRequest(String detail) {
        return of(HttpStatus.BAD_REQUEST, detail);
    }

    /** @param faults objects of index, id, field and reason, as far as they are known */
    static Problem faults(String detail, ArrayNode faults) {
        return new Problem(HttpStatus.BAD_REQUEST, detail, faults);
    }

    int status() {
        return status.getCode();
    }

    void answer(Context context) {
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("type", "about:blank")
                .put("title", status.getMessage())
                .put("status", status.getCode())
                .put("detail", getMessage());
        if (faults != null) {
            body.set("faults", faults);
        }
        if (status == HttpStatus.TOO_MANY_REQUESTS || status == HttpStatus.SERVICE_UNAVAILABLE) {
            context.header("Retry-After", Integer.toString(RETRY_AFTER_S));
        }
        context.status(status).contentType("application/problem+json").result(Json.write(body));
    }
}
