package dev.vectide.indexer.index;

import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.filter.Filter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How far to look for a wanted recall. A search takes lists, nearest centroid first, until the next centroid's cosine is
 * more than a margin below the cosine of the last of the documents found. A true neighbour is found with a margin of at least
 * (cosine of the last true neighbour) − (cosine of the centroid of the neighbour's list): the margin that a neighbour needs.
 * Questions whose true neighbours are known make a sample of these, and the share of the sample that a margin covers is the
 * recall to expect of it. So no number of lists has to be chosen, and a question in a crowded place looks at more of them.
 *
 * <p>Immutable.
 */
public final class Calibration {
    /** Of fewer neighbours nothing is known. */
    private static final int LEAST = 50;

    private final float[] needed;

    private Calibration(float[] needed) {
        this.needed = needed;
        Arrays.sort(needed);
    }

    /** Of all that was observed. */
    public static Calibration of(List<float[]> observations) {
        int size = observations.stream().mapToInt(observation -> observation.length).sum();
        float[] all = new float[size];
        int at = 0;
        for (float[] observation : observations) {
            System.arraycopy(observation, 0, all, at, observation.length);
            at += observation.length;
        }
        return new Calibration(all);
    }

    /** The margin with which a search has the recall, in (0, 1]; positive infinity if all codes have to be looked at. */
    public double margin(double recall) {
        if (needed.length < LEAST || recall >= 1) {
            return Double.POSITIVE_INFINITY;
        }
        int index = (int) Math.ceil(recall * needed.length) - 1;
        return needed[Math.max(0, index)];
    }

    /**
     * What the true neighbours of a vector need, one number each; they are found by comparing every code. Those in a part that is
     * small enough to be compared whole tell nothing of what they need once it has grown, and are left out.
     *
     * @param without a document that is left out, or null
     */
    public static float[] observe(
            List<CollectionIndex> parts, FloatVector vector, int neighbours, long nowMs, @Nullable String without) {
        List<NearestSearch.Candidate> candidates = NearestSearch.in(
                        parts,
                        new NearestSearch.Question(vector, Filter.ALL, neighbours, neighbours, nowMs, without),
                        Double.POSITIVE_INFINITY);
        QueryCode query = QueryCode.of(vector);
        float[][] centroids = new float[parts.size()][];
        float last = Float.POSITIVE_INFINITY;
        for (NearestSearch.Candidate candidate : candidates) {
            last = Math.min(last, candidate.cosine());
        }
        float[] needed = new float[candidates.size()];
        int count = 0;
        for (NearestSearch.Candidate candidate : candidates) {
            int part = candidate.part();
            InvertedLists lists = parts.get(part).lists();
            if (lists.isSmall()) {
                continue;
            }
            if (centroids[part] == null) {
                centroids[part] = lists.centroidCosines(query, new Scratch()).clone();
            }
            needed[count++] = last - centroids[part][parts.get(part).listOfBest(candidate.id(), query)];
        }
        return Arrays.copyOf(needed, count);
    }

    /** A stored document and its vector, drawn at random; null where there is none. */
    public static @Nullable Sample draw(List<CollectionIndex> parts, Random random) {
        long rows = parts.stream().mapToLong(CollectionIndex::rows).sum();
        if (rows == 0) {
            return null;
        }
        long at = (long) (random.nextDouble() * rows);
        for (CollectionIndex part : parts) {
            if (at < part.rows()) {
                return part.draw(random);
            }
            at -= part.rows();
        }
        return null;
    }

    /** @param vector as its code has it, of length 1 */
    public record Sample(String id, FloatVector vector) {}
}
