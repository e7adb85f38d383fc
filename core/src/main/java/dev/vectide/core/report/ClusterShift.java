package dev.vectide.core.report;

import java.util.List;

/**
 * A cluster of the reference in which there is more or less of the traffic than there was.
 *
 * @param residual (O − E) over its standard deviation, about standard normal while nothing changes; positive for more
 * @param share of the pane's vectors, 0 to 1
 * @param referenceShare of the reference's
 * @param examples documents nearest to its middle, of the pane where there is more of it, else of the reference; the figure is
 *     the cosine to the middle
 */
public record ClusterShift(
        int cluster, double residual, double share, double referenceShare, List<Evidence> examples) {
    public ClusterShift {
        examples = List.copyOf(examples);
    }
}
