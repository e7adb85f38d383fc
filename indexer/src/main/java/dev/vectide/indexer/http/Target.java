package dev.vectide.indexer.http;

import dev.vectide.core.vector.FloatVector;

/** What a query looks for. */
sealed interface Target {
    /** What is nearest to a vector. */
    record Vector(FloatVector vector) implements Target {}

    /** What is nearest to a text, by the space's own encoder. */
    record Text(String text) implements Target {}

    /** What is nearest to a document's vector, the document itself left out. */
    record Point(String id) implements Target {}

    /** Every document, in the order of ids. */
    record Everything() implements Target {}
}
