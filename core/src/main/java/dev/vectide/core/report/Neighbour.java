package dev.vectide.core.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A document near to another; {@code similarity} is the cosine, {@code text} the first part of its content, if stored. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Neighbour(String id, double similarity, @Nullable String text) {}
