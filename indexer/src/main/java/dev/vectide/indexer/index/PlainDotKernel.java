package dev.vectide.indexer.index;

/** The kernel in plain Java. */
final class PlainDotKernel implements DotKernel {
    @Override
    public String name() {
        return "plain Java";
    }

    @Override
    public int dot(byte[] codes, int start, short[] query) {
        int sum = 0;
        for (int j = 0; j < query.length; j++) {
            sum += codes[start + j] * query[j];
        }
        return sum;
    }
}
