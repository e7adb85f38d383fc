package dev.vectide.indexer.http;

import dev.vectide.core.wire.StrictJson;
import dev.vectide.indexer.json.Part;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;

/**
 * Bodies of requests: strict JSON up to a size, whether or not they say beforehand how long they are.
 *
 * @param most bytes
 */
record RequestBody(int most) {
    /** Bytes of a refused body that are read and forgotten. */
    private static final int MOST_LEFT = 1 << 20;

    Part read(Context context) {
        return parse(bytes(context));
    }

    static Part parse(byte[] body) {
        StrictJson.Parsed parsed = StrictJson.parse(body);
        if (parsed.tree() == null) {
            throw QdrantError.badRequest("the body " + parsed.why());
        }
        return Part.of(parsed.tree());
    }

    byte[] bytes(Context context) {
        String encoding = context.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new QdrantError(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Encoding '" + encoding + "' is not supported; send the body as it is");
        }
        try {
            byte[] bytes = context.req().getContentLengthLong() > most
                    ? null
                    : context.req().getInputStream().readNBytes(most + 1);
            if (bytes == null || bytes.length > most) {
                leave(context);
                throw new QdrantError(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "the body is larger than " + most + " bytes (http.max-body); send less at a time");
            }
            return bytes;
        } catch (IOException e) {
            throw QdrantError.badRequest("the body ended early: " + e.getMessage());
        }
    }

    /**
     * Ends the connection so that the client gets the answer: one that is still sending would see a reset if nothing of it were
     * read, and one that took the connection for open would send its next request into nowhere.
     */
    private static void leave(Context context) throws IOException {
        context.header("Connection", "close");
        context.req().getInputStream().readNBytes(MOST_LEFT);
    }
}
