/** One vector space: what a vector means, and the fingerprint that tells it from all others. */
@org.jspecify.annotations.NullMarked
package dev.vectide.core.space;
