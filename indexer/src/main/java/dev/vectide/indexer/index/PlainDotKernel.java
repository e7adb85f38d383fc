package dev.vectide.indexer.index;

/** The kernel in plain Java. */
final class PlainDotKernel implements DotKernel {
    @Override
    public String name() {
        return "plain Java";
    }

    @Override
    public void dots(byte[] codes, int rows, short[] query, int[] products) {
        int d = query.length;
        for (int row = 0; row < rows; row++) {
            int start = row * d;
            int sum = 0;
            for (int j = 0; j < d; j++) {
                sum += codes[start + j] * query[j];
            }
            products[row] = sum;
        }
    }
}
