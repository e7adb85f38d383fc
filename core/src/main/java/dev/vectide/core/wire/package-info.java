/** How events, embeddings and reports are written, and what is refused of what is read. */
@org.jspecify.annotations.NullMarked
package dev.vectide.core.wire;
