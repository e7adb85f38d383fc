/** What a producer says of a document: its content or its end, with identity and time. */
@org.jspecify.annotations.NullMarked
package dev.vectide.core.event;
