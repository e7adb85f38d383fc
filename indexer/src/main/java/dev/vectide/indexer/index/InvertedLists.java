package dev.vectide.indexer.index;

import dev.vectide.core.vector.FloatVector;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * The codes of a collection in lists of like directions, so that a question need compare only with some. While the
 * collection is small there is one list. Later a list that grows over a limit is cut in two, and one that shrinks is
 * dissolved; codes of the neighbourhood then move to where they are nearer (the split, merge and reassign of SPFresh,
 * <a href="https://doi.org/10.1145/3600006.3613166">SOSP 2023</a>). So recall holds under inserts, deletes and drift, and
 * nothing is ever built anew.
 *
 * <p>The limit grows with the square root of the number of codes: then comparing with all centroids and comparing with the
 * codes of some lists cost about the same at any size.
 *
 * <p>Not safe for concurrent use: readers may share, a writer must be alone.
 */
final class InvertedLists {
    /** Codes up to which one list is fastest. */
    static final int ONE_LIST = 2048;

    private static final int LEAST_LIMIT = 64;
    private static final int MOST_LIMIT = 1024;
    private static final double LIMIT_OF_ROOT = 0.4;
    /** Of the limit: a list below it is dissolved. */
    private static final int DISSOLVED = 8;
    /** Lists around a new one whose codes may belong to it. */
    private static final int NEIGHBOURS = 8;
    /** By how much another centroid must be nearer; codes are no more exact than that. */
    private static final float NEARER = 1e-3f;
    /** Cuts that one insert may cause: what is left over is cut at the next. */
    private static final int MOST_CUTS = 8;

    private final int dimension;
    private final DotKernel kernel;
    private final List<CodeList> lists = new ArrayList<>();
    /** The centroid of each list, in the same order. */
    private CodeList centroids;
    private CentroidGroups groups;
    private final Scratch scratch = new Scratch();
    private final byte[] code;
    /** By slot of the list that is gathered: its highest cosine, and the list that has it. */
    private float[] best = {};

    private int[] to = {};
    /** By row: the list it is in, and its slot there. */
    private int[] listOf = new int[0];
    private int[] slotOf = new int[0];
    private int size;
    /** The sum of all codes' scales. */
    private double scales;

    InvertedLists(int dimension, DotKernel kernel) {
        this.dimension = dimension;
        this.kernel = kernel;
        this.centroids = new CodeList(dimension);
        this.groups = new CentroidGroups(centroids, dimension, kernel);
        this.code = new byte[dimension];
        addList(new QueryCode(new short[dimension], 0));
    }

    int size() {
        return size;
    }

    int lists() {
        return lists.size();
    }

    CodeList list(int number) {
        return lists.get(number);
    }

    int listOf(int row) {
        return listOf[row];
    }

    DotKernel kernel() {
        return kernel;
    }

    /** Whether one comparison with all is the fastest way. */
    boolean isSmall() {
        return size <= ONE_LIST;
    }

    /** The approximate cosines of all centroids with a query. */
    float[] centroidCosines(QueryCode query, Scratch room) {
        return centroids.cosines(query, kernel, room);
    }

    /** Adds a row under a number that is free. */
    void add(int row, FloatVector vector) {
        float scale = Code.write(vector, code, 0);
        if (row >= listOf.length) {
            listOf = Arrays.copyOf(listOf, Math.max(64, row + row / 4));
            slotOf = Arrays.copyOf(slotOf, listOf.length);
        }
        int number = lists.size() == 1 ? 0 : nearest(QueryCode.of(code, 0, dimension, scale));
        place(row, number, code, 0, scale);
        size++;
        scales += scale;
        if (isTooLong(number)) {
            cut(number);
        }
    }

    void set(int row, FloatVector vector) {
        remove(row);
        add(row, vector);
    }

    void remove(int row) {
        int number = listOf[row];
        scales -= list(number).scale(slotOf[row]);
        take(row);
        size--;
        if (lists.size() > 1 && list(number).size() < limit() / DISSOLVED) {
            dissolve(number);
        }
    }

    /** The standard error of an approximate cosine, by the codes' own rounding, as their mean scale has it. */
    double codeError() {
        return size == 0 ? 0 : Code.error((float) (scales / size));
    }

    /** The list of that row of a document which is nearest to a query. */
    int listOfBest(IndexedDocument document, QueryCode query) {
        int best = listOf[document.row(0)];
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < document.chunks(); i++) {
            int row = document.row(i);
            float cosine = cosine(row, query);
            if (cosine > highest) {
                highest = cosine;
                best = listOf[row];
            }
        }
        return best;
    }

    /** The approximate cosine of one row with a query. */
    float cosine(int row, QueryCode query) {
        return list(listOf[row]).cosine(slotOf[row], query, kernel);
    }

    /** A row drawn at random, as {@code id} names it; there must be one. */
    Calibration.Sample draw(Random random, IntFunction<String> id) {
        int at = random.nextInt(size);
        int number = 0;
        while (at >= list(number).size()) {
            at -= list(number).size();
            number++;
        }
        float[] direction = new float[dimension];
        list(number).addTo(direction, at);
        return new Calibration.Sample(id.apply(list(number).row(at)), FloatVector.owning(direction));
    }

    /** Codes of a list from which on it is cut. */
    int limit() {
        return (int) Math.max(LEAST_LIMIT, Math.min(MOST_LIMIT, LIMIT_OF_ROOT * Math.sqrt(size)));
    }

    private boolean isTooLong(int number) {
        return !isSmall() && list(number).size() > limit();
    }

    private void place(int row, int number, byte[] from, int at, float scale) {
        listOf[row] = number;
        slotOf[row] = list(number).add(row, from, at, scale);
    }

    /** Takes a row out of its list; the list's last one gets its slot. */
    private void take(int row) {
        CodeList list = list(listOf[row]);
        int slot = slotOf[row];
        list.remove(slot);
        if (slot < list.size()) {
            slotOf[list.row(slot)] = slot;
        }
    }

    private void move(int row, int number) {
        CodeList from = list(listOf[row]);
        int slot = slotOf[row];
        float scale = from.scale(slot);
        System.arraycopy(from.codes(), slot * dimension, code, 0, dimension);
        take(row);
        place(row, number, code, 0, scale);
    }

    /** The nearest list, or one that is hardly farther. */
    private int nearest(QueryCode query) {
        if (lists.size() > CentroidGroups.FEW) {
            return groups.nearest(query);
        }
        float[] cosines = centroidCosines(query, scratch);
        int nearest = 0;
        for (int number = 1; number < lists.size(); number++) {
            if (cosines[number] > cosines[nearest]) {
                nearest = number;
            }
        }
        return nearest;
    }

    /** Cuts a list, and then those that what moves makes too long. */
    private void cut(int first) {
        Deque<Integer> tooLong = new ArrayDeque<>(List.of(first));
        // One list that has just become too long for one is cut all the way down.
        int most = lists.size() == 1 ? Integer.MAX_VALUE : MOST_CUTS;
        for (int cuts = 0; cuts < most && !tooLong.isEmpty(); ) {
            int number = tooLong.remove();
            if (!isTooLong(number)) {
                continue;
            }
            int second = halve(number);
            cuts++;
            int[] around = around(number, second);
            gather(around, number, second);
            tooLong.add(number);
            tooLong.add(second);
            for (int neighbour : around) {
                tooLong.add(neighbour);
            }
        }
    }

    /** Moves half of a list into a new one and answers its number. */
    private int halve(int number) {
        CodeList list = list(number);
        Halving.Halves halves = Halving.of(list, dimension, kernel, scratch);
        setCentroid(number, halves.first());
        int second = addList(halves.second());
        list.move(halves.isSecond(), list(second));
        number(number);
        number(second);
        return second;
    }

    /** Notes for each row of a list where it is. */
    private void number(int number) {
        CodeList list = list(number);
        for (int slot = 0; slot < list.size(); slot++) {
            listOf[list.row(slot)] = number;
            slotOf[list.row(slot)] = slot;
        }
    }

    /** The lists nearest to two that are new. */
    private int[] around(int one, int two) {
        if (lists.size() == 2) {
            return new int[0];
        }
        float[] toOne = centroidCosines(centroids.query(one), scratch).clone();
        float[] toTwo = centroidCosines(centroids.query(two), scratch);
        BestNumbers best = new BestNumbers(NEIGHBOURS);
        for (int number = 0; number < lists.size(); number++) {
            if (number != one && number != two) {
                best.offer(number, Math.max(toOne[number], toTwo[number]));
            }
        }
        return best.numbers();
    }

    /** Moves codes between two new lists and those around them to where they are nearest. */
    private void gather(int[] around, int one, int two) {
        int[] targets = {one, two};
        for (int neighbour : around) {
            moveNearer(neighbour, targets);
        }
        moveNearer(one, around);
        moveNearer(two, around);
    }

    private void moveNearer(int number, int[] targets) {
        CodeList list = list(number);
        int size = list.size();
        float[] cosinesHere = list.cosines(centroids.query(number), kernel, scratch);
        if (best.length < size) {
            best = new float[size + size / 4];
            to = new int[best.length];
        }
        for (int slot = 0; slot < size; slot++) {
            to[slot] = number;
            best[slot] = cosinesHere[slot] + NEARER;
        }
        for (int target : targets) {
            float[] cosines = list.cosines(centroids.query(target), kernel, scratch);
            for (int slot = 0; slot < size; slot++) {
                if (cosines[slot] > best[slot]) {
                    best[slot] = cosines[slot];
                    to[slot] = target;
                }
            }
        }
        // From the end: what takes a slot that is left comes from behind it and was looked at.
        for (int slot = size - 1; slot >= 0; slot--) {
            if (to[slot] != number) {
                move(list.row(slot), to[slot]);
            }
        }
    }

    /** Removes a list; its codes go to the nearest of the others. */
    private void dissolve(int number) {
        CodeList list = list(number);
        int last = lists.size() - 1;
        if (number != last) {
            lists.set(number, lists.get(last));
            number(number);
        }
        lists.remove(last);
        centroids.remove(number);
        groups.removed(number);
        for (int slot = 0; slot < list.size(); slot++) {
            int nearest = lists.size() == 1 ? 0 : nearest(list.query(slot));
            place(list.row(slot), nearest, list.codes(), slot * dimension, list.scale(slot));
        }
    }

    /** @param numbers what a row is called in the snapshot */
    void write(DataOutput out, IntUnaryOperator numbers) throws IOException {
        out.writeInt(lists.size());
        centroids.write(out, row -> row);
        for (CodeList list : lists) {
            list.write(out, numbers);
        }
    }

    static InvertedLists read(DataInput in, int dimension, DotKernel kernel) throws IOException {
        InvertedLists read = new InvertedLists(dimension, kernel);
        read.lists.clear();
        int count = in.readInt();
        read.centroids = CodeList.read(in, dimension);
        read.groups = new CentroidGroups(read.centroids, dimension, kernel);
        for (int number = 0; number < count; number++) {
            read.lists.add(CodeList.read(in, dimension));
            read.size += read.list(number).size();
        }
        read.listOf = new int[read.size];
        read.slotOf = new int[read.size];
        for (int number = 0; number < count; number++) {
            CodeList list = read.list(number);
            read.number(number);
            for (int slot = 0; slot < list.size(); slot++) {
                read.scales += list.scale(slot);
            }
        }
        return read;
    }

    private int addList(QueryCode centroid) {
        lists.add(new CodeList(dimension));
        int number = centroids.add(0, narrowed(centroid), 0, centroid.scale());
        groups.changed(number);
        return number;
    }

    private void setCentroid(int number, QueryCode centroid) {
        centroids.set(number, 0, narrowed(centroid), 0, centroid.scale());
        groups.changed(number);
    }

    private static byte[] narrowed(QueryCode query) {
        byte[] narrowed = new byte[query.widened().length];
        for (int j = 0; j < narrowed.length; j++) {
            narrowed[j] = (byte) query.widened()[j];
        }
        return narrowed;
    }
}
