package dev.vectide.indexer.index;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the Vector API. Two products of codes fit a signed 16-bit lane (2 · 127² = 32,258), so products are added in
 * pairs before they are widened; an int lane holds two short ones, which are taken apart by shifts.
 */
final class VectorDotKernel implements DotKernel {
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(SHORTS.vectorBitSize() / 2));
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHORTS.vectorShape());
    private static final int LANES = SHORTS.length();
    private static final int HALF = 16;

    @Override
    public String name() {
        return "Vector API, " + SHORTS.vectorBitSize() + " bits";
    }

    @Override
    public int dot(byte[] codes, int start, short[] query) {
        int d = query.length;
        IntVector sums = IntVector.zero(INTS);
        int j = 0;
        for (; j + 2 * LANES <= d; j += 2 * LANES) {
            ShortVector pairs = product(codes, start + j, query, j).add(product(codes, start + j + LANES, query, j + LANES));
            sums = sums.add(widened(pairs));
        }
        for (; j + LANES <= d; j += LANES) {
            sums = sums.add(widened(product(codes, start + j, query, j)));
        }
        int sum = sums.reduceLanes(VectorOperators.ADD);
        for (; j < d; j++) {
            sum += codes[start + j] * query[j];
        }
        return sum;
    }

    private static ShortVector product(byte[] codes, int at, short[] query, int j) {
        ShortVector widened = (ShortVector) ByteVector.fromArray(BYTES, codes, at).castShape(SHORTS, 0);
        return widened.mul(ShortVector.fromArray(SHORTS, query, j));
    }

    /** The sum of the two shorts in each int lane. */
    private static IntVector widened(ShortVector shorts) {
        IntVector lanes = shorts.reinterpretAsInts();
        IntVector high = lanes.lanewise(VectorOperators.ASHR, HALF);
        IntVector low = lanes.lanewise(VectorOperators.LSHL, HALF).lanewise(VectorOperators.ASHR, HALF);
        return high.add(low);
    }
}
