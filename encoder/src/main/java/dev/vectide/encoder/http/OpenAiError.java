package dev.vectide.encoder.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is refused in OpenAI's shape. */
final class OpenAiError extends RuntimeException {
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

    int status() {
        return status;
    }

    Map<String, Object> body() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", getMessage());
        error.put("type", status >= 500 ? "server_error" : "invalid_request_error");
        error.put("param", parameter);
        error.put("code", code);
        return Map.of("error", error);
    }
}
