package dev.vectide.encoder.image;

/**
 * Resizes by bilinear interpolation, in double, row after row of the source: what it holds besides the result is one row,
 * whatever the picture's height.
 */
final class Resizer {
    private static final int CHANNELS = 3;

    private final Taps columns;
    private final int width;
    private final int[] pixels;
    private final double[][] narrow;

    private Resizer(Picture picture, Taps columns, int width) {
        this.columns = columns;
        this.width = width;
        this.pixels = new int[picture.width()];
        this.narrow = new double[CHANNELS][width];
    }

    /** Red, green and blue, each row by row, 0 to 255. */
    static double[][] resize(Picture picture, Box box, int width, int height) {
        Taps columns = new Taps(picture.width(), box.left(), box.right(), width);
        Taps rows = new Taps(picture.height(), box.top(), box.bottom(), height);
        Resizer resizer = new Resizer(picture, columns, width);
        double[][] resized = new double[CHANNELS][width * height];
        int from = 0;
        for (int y = rows.first(0); y < rows.end(height - 1); y++) {
            while (rows.end(from) <= y) {
                from++;
            }
            resizer.read(picture, y);
            for (int target = from; target < height && rows.first(target) <= y; target++) {
                resizer.add(rows.weights(target)[y - rows.first(target)], resized, target * width);
            }
        }
        return resized;
    }

    /** A row of the picture at the target's width. */
    private void read(Picture picture, int y) {
        picture.row(y, pixels);
        for (int x = 0; x < width; x++) {
            double[] weights = columns.weights(x);
            int first = columns.first(x);
            double red = 0;
            double green = 0;
            double blue = 0;
            for (int j = 0; j < weights.length; j++) {
                int rgb = pixels[first + j];
                red += weights[j] * (rgb >> 16 & 0xff);
                green += weights[j] * (rgb >> 8 & 0xff);
                blue += weights[j] * (rgb & 0xff);
            }
            narrow[0][x] = red;
            narrow[1][x] = green;
            narrow[2][x] = blue;
        }
    }

    private void add(double weight, double[][] resized, int at) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int x = 0; x < width; x++) {
                resized[channel][at + x] += weight * narrow[channel][x];
            }
        }
    }
}
