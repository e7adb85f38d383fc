/** {@code /v1/embeddings}, {@code /v1/models} and the repair of a stream. */
@org.jspecify.annotations.NullMarked
package dev.vectide.encoder.http;
