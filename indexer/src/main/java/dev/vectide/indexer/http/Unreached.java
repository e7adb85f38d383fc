package dev.vectide.indexer.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;

/** Why another process did not answer as it must, in words for who set them up. */
final class Unreached {
    private static final int MOST_SHOWN = 300;

    private Unreached() {}

    /** Of a request that got no answer. A certificate that is not trusted is told as that, and where to mend it. */
    static String why(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return "its certificate is not trusted here (security.trust): " + deepest(cause);
            }
        }
        return failure.toString();
    }

    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** Of an answer that is problem+json (RFC 9457), its detail; else how it begins. */
    static String detail(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, MOST_SHOWN), StandardCharsets.UTF_8);
        try {
            JsonNode detail = Json.MAPPER.readTree(body).path("detail");
            return detail.isTextual() ? detail.asText() : text;
        } catch (IOException e) {
            return text;
        }
    }
}
