package dev.vectide.indexer.http;

import io.javalin.http.HttpStatus;

/** A request that is answered with an error in Qdrant's shape. */
final class QdrantError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;

    QdrantError(HttpStatus status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static QdrantError badRequest(String message) {
        return new QdrantError(HttpStatus.BAD_REQUEST, message);
    }

    static QdrantError notFound(String what) {
        return new QdrantError(HttpStatus.NOT_FOUND, "Not found: " + what);
    }

    HttpStatus status() {
        return status;
    }
}
