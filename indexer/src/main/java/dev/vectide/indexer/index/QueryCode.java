package dev.vectide.indexer.index;

import dev.vectide.core.vector.FloatVector;

/**
 * A vector's code as the kernels want it: once for a question, however many lists are compared with it.
 *
 * @param widened components of the code
 * @param scale as {@link Code} has it
 */
@SuppressWarnings("ArrayRecordComponent")
record QueryCode(short[] widened, float scale) {
    static QueryCode of(FloatVector vector) {
        byte[] code = new byte[vector.dimension()];
        return of(code, 0, vector.dimension(), Code.write(vector, code, 0));
    }

    /** The code that lies in {@code codes} from {@code at} on. */
    static QueryCode of(byte[] codes, int at, int dimension, float scale) {
        short[] widened = new short[dimension];
        for (int j = 0; j < dimension; j++) {
            widened[j] = codes[at + j];
        }
        return new QueryCode(widened, scale);
    }
}
