package dev.vectide.indexer.index;

/** Room for the products and cosines of one list, used again for the next. Used by one thread. */
final class Scratch {
    private int[] products = {};
    private float[] cosines = {};

    void reserve(int size) {
        if (products.length < size) {
            products = new int[size + size / 4];
            cosines = new float[products.length];
        }
    }

    int[] products() {
        return products;
    }

    float[] cosines() {
        return cosines;
    }
}
