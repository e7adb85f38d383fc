package dev.vectide.indexer.http;

import dev.vectide.core.vector.FloatVector;

/** What a query is near to, or away from. */
sealed interface Example {
    record Vector(FloatVector vector) implements Example {}

    /** By the space's own encoder. */
    record Text(String text) implements Example {}

    /** A document's vector; the document itself is not found. */
    record Point(String id) implements Example {}
}
