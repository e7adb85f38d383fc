package dev.vectide.encoder.image;

/**
 * A picture in an array.
 *
 * @param rgb row by row, 0xRRGGBB
 */
record Pixels(int width, int height, int[] rgb) implements Picture {
    Pixels {
        if (width < 1 || height < 1 || rgb.length != width * height) {
            throw new IllegalArgumentException(width + " x " + height + " pixels in " + rgb.length);
        }
    }

    @Override
    public void row(int y, int[] target) {
        System.arraycopy(rgb, y * width, target, 0, width);
    }
}
