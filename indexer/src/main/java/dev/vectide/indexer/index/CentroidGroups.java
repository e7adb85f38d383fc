package dev.vectide.indexer.index;

import dev.vectide.core.vector.FloatVector;
import java.util.Arrays;

/**
 * Finds nearly the nearest of many centroids by comparing with some. Centroids that lie near each other are a group with a
 * mean of its own; a search compares with the means, and then with the members of the best groups until it has seen a share
 * of all. The groups of n centroids are made anew once n / 2 have changed, which takes as many comparisons as about 6 √n
 * searches among all of them (66 at n = 129, 189 at 1,000), 12 / √n of such a search a change.
 *
 * <p>Not safe for concurrent use.
 */
final class CentroidGroups {
    /** Centroids up to which comparing with all is as fast. */
    static final int FEW = 128;

    private static final double GROUPS_OF_ROOT = 2;
    /** Of the centroids, how many a search compares with. */
    private static final double SEEN = 0.2;
    private static final int LEAST_SEEN = 64;
    private static final int ROUNDS = 2;
    /** Changes after which groups are made anew, as a share of the centroids. */
    private static final double CHANGED = 0.5;

    private final CodeList centroids;
    private final int dimension;
    private final DotKernel kernel;
    private final Scratch scratch = new Scratch();
    /** Means of the groups. */
    private CodeList means;
    /** Members of each group, of which the first {@code sizes[group]} count. */
    private int[][] members = {};
    private int[] sizes = {};
    /** The group of each centroid. */
    private int[] groupOf = {};
    /** Negative where there are no groups. */
    private int changesLeft = -1;

    CentroidGroups(CodeList centroids, int dimension, DotKernel kernel) {
        this.centroids = centroids;
        this.dimension = dimension;
        this.kernel = kernel;
        this.means = new CodeList(dimension);
    }

    /** The number of a centroid to which hardly another is nearer; to be asked only where there are more than a few. */
    int nearest(QueryCode query) {
        if (changesLeft < 0) {
            make();
        }
        float[] cosines = means.cosines(query, kernel, scratch);
        int wanted = (int) Math.max(LEAST_SEEN, SEEN * centroids.size());
        int nearest = 0;
        float highest = Float.NEGATIVE_INFINITY;
        for (int seen = 0; seen < wanted; ) {
            int group = highest(cosines, sizes.length);
            cosines[group] = Float.NEGATIVE_INFINITY;
            int[] inGroup = members[group];
            for (int i = 0; i < sizes[group]; i++) {
                float cosine = centroids.cosine(inGroup[i], query, kernel);
                if (cosine > highest) {
                    highest = cosine;
                    nearest = inGroup[i];
                }
            }
            seen += sizes[group];
        }
        return nearest;
    }

    /** Notes that the centroid of this number is new, or another. */
    void changed(int number) {
        if (changesLeft-- <= 0) {
            return;
        }
        if (number < groupOf.length) {
            leave(number);
        } else {
            groupOf = Arrays.copyOf(groupOf, number + 1);
        }
        join(number, highest(means.cosines(centroids.query(number), kernel, scratch), sizes.length));
    }

    /** Notes that a centroid is gone and that the last one has its number now. */
    void removed(int number) {
        if (changesLeft-- <= 0) {
            return;
        }
        int last = groupOf.length - 1;
        leave(number);
        if (number != last) {
            int group = groupOf[last];
            leave(last);
            join(number, group);
        }
        groupOf = Arrays.copyOf(groupOf, last);
    }

    private void make() {
        int count = centroids.size();
        int groups = (int) (GROUPS_OF_ROOT * Math.sqrt(count));
        means = new CodeList(dimension);
        for (int group = 0; group < groups; group++) {
            int first = (int) ((long) group * count / groups);
            means.add(group, centroids.codes(), first * dimension, centroids.scale(first));
        }
        groupOf = new int[count];
        for (int round = 0; round < ROUNDS; round++) {
            assign();
            moveMeans();
        }
        assign();
        members = new int[groups][];
        sizes = new int[groups];
        Arrays.fill(members, new int[0]);
        for (int number = 0; number < count; number++) {
            join(number, groupOf[number]);
        }
        changesLeft = (int) (CHANGED * count);
    }

    private void assign() {
        for (int number = 0; number < groupOf.length; number++) {
            groupOf[number] = highest(means.cosines(centroids.query(number), kernel, scratch), means.size());
        }
    }

    private void moveMeans() {
        float[][] sums = new float[means.size()][dimension];
        for (int number = 0; number < groupOf.length; number++) {
            centroids.addTo(sums[groupOf[number]], number);
        }
        byte[] code = new byte[dimension];
        for (int group = 0; group < sums.length; group++) {
            // The mean of a group that lost all of its members is near nothing.
            float scale = Code.write(FloatVector.owning(sums[group]), code, 0);
            means.set(group, group, code, 0, scale);
        }
    }

    private void join(int number, int group) {
        if (sizes[group] == members[group].length) {
            members[group] = Arrays.copyOf(members[group], 4 + 2 * sizes[group]);
        }
        members[group][sizes[group]++] = number;
        groupOf[number] = group;
    }

    private void leave(int number) {
        int group = groupOf[number];
        int[] from = members[group];
        int at = 0;
        while (from[at] != number) {
            at++;
        }
        from[at] = from[--sizes[group]];
    }

    private static int highest(float[] cosines, int count) {
        int highest = 0;
        for (int i = 1; i < count; i++) {
            if (cosines[i] > cosines[highest]) {
                highest = i;
            }
        }
        return highest;
    }
}
