package dev.vectide.core.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A document that shows what an alert is about. {@code figure} is what ranks it, such as its novelty distance. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evidence(String id, @Nullable String text, @Nullable Double figure, List<Neighbour> neighbours) {
    public Evidence {
        neighbours = List.copyOf(neighbours);
    }
}
