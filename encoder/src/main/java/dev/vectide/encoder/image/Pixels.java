package dev.vectide.encoder.image;

/**
 * A decoded picture.
 *
 * @param rgb row by row, 0xRRGGBB; not to be written to
 */
public record Pixels(int width, int height, int[] rgb) {
    public Pixels {
        if (width < 1 || height < 1 || rgb.length != width * height) {
            throw new IllegalArgumentException(width + " x " + height + " pixels in " + rgb.length);
        }
    }

    /** Red, green or blue of a pixel, 0 to 255. */
    int value(int x, int y, int channel) {
        return rgb[y * width + x] >> (16 - 8 * channel) & 0xff;
    }
}
