package dev.vectide.encoder.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is refused in OpenAI's shape. */
final class OpenAiError extends RuntimeException {
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private static final long serialVersionUID = 1;

    private final int status;
    private final @Nullable String parameter;
    private final String code;

    OpenAiError(int status, String code, @Nullable String parameter, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.parameter = parameter;
    }

    /** Nobody can answer a request now. */
    static OpenAiError stopped(String message) {
        return new OpenAiError(UNAVAILABLE, "encoder_stopped", null, message);
    }

    /** There is no room for a request now. */
    static OpenAiError busy(String message) {
        return new OpenAiError(TOO_MANY, "rate_limit_exceeded", null, message);
    }

    int status() {
        return status;
    }

    /** Whether the same request may be answered later. */
    boolean isForNow() {
        return status == TOO_MANY || status == UNAVAILABLE;
    }

    private String type() {
        if (status == TOO_MANY) {
            return "requests";
        }
        return status >= 500 ? "server_error" : "invalid_request_error";
    }

    Map<String, Object> body() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", getMessage());
        error.put("type", type());
        error.put("param", parameter);
        error.put("code", code);
        return Map.of("error", error);
    }
}
