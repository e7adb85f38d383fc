/**
 * What every part of Vectide shares, read in this order: an {@code event} comes in as JSON ({@code wire}), belongs to a
 * {@code stream}, is encoded into a {@code space} by an {@code encoder} and becomes an {@code embedding} with a {@code
 * position}; jobs turn embeddings into {@code report}s. {@code topic} names where they meet, {@code config} says with
 * which settings, and {@code kafka} is the only package here that knows a technology.
 */
@org.jspecify.annotations.NullMarked
package dev.vectide.core;
