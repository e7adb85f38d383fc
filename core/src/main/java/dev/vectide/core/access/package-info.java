/**
 * Who may do what to which stream, and how much of it: an {@link dev.vectide.core.access.ApiKey} is found in {@link
 * dev.vectide.core.access.ApiKeys}, its holder is a {@link dev.vectide.core.access.Caller}, whom the door asks before it
 * answers; {@link dev.vectide.core.access.Quotas} hold a token bucket a stream and kind. Every refusal is an {@link
 * dev.vectide.core.access.AccessException}.
 */
@org.jspecify.annotations.NullMarked
package dev.vectide.core.access;
