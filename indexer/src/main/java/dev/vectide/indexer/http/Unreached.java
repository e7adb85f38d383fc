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

    /** What an answer says that is a refusal: the text at {@code pointer} of its JSON, or else how it begins. */
    static String said(byte[] body, String pointer) {
        String text = new String(body, 0, Math.min(body.length, MOST_SHOWN), StandardCharsets.UTF_8);
        try {
            JsonNode said = Json.MAPPER.readTree(body).at(pointer);
            return said.isTextual() ? said.asText() : text;
        } catch (IOException e) {
            return text;
        }
    }
}
