package dev.vectide.encoder.image;

import dev.vectide.core.space.ImageContract;
import java.nio.FloatBuffer;

/** Pictures as a model wants them: resized by bilinear interpolation, in its channels, layout and range of values. */
public final class ImageInput {
    private static final int CHANNELS = 3;

    private final ImageContract contract;

    public ImageInput(ImageContract contract) {
        this.contract = contract;
    }

    /** How many floats an input has. */
    public int size() {
        return CHANNELS * contract.width() * contract.height();
    }

    /** Writes {@link #size} floats from the buffer's start. */
    public void write(Pixels pixels, FloatBuffer input) {
        double[] box = box(pixels);
        Taps columns = new Taps(pixels.width(), box[0], box[1], contract.width());
        Taps rows = new Taps(pixels.height(), box[2], box[3], contract.height());
        for (int channel = 0; channel < CHANNELS; channel++) {
            int source = contract.channels() == ImageContract.Channels.RGB ? channel : CHANNELS - 1 - channel;
            double[][] narrow = narrow(pixels, source, columns);
            for (int y = 0; y < contract.height(); y++) {
                for (int x = 0; x < contract.width(); x++) {
                    double value = column(narrow, rows, x, y);
                    double scaled = (value * contract.scale() - contract.mean().get(channel)) / contract.std().get(channel);
                    input.put(index(channel, y, x), (float) scaled);
                }
            }
        }
    }

    /** What is taken of the picture: left, right, top and bottom in its pixels. */
    private double[] box(Pixels pixels) {
        double width = pixels.width();
        double height = pixels.height();
        if (contract.fit() == ImageContract.Fit.STRETCH) {
            return new double[] {0, width, 0, height};
        }
        double scale = Math.min(width / contract.width(), height / contract.height());
        double left = (width - scale * contract.width()) / 2;
        double top = (height - scale * contract.height()) / 2;
        return new double[] {left, width - left, top, height - top};
    }

    /** Each row at the target's width. */
    private double[][] narrow(Pixels pixels, int channel, Taps columns) {
        double[][] narrow = new double[pixels.height()][contract.width()];
        for (int y = 0; y < narrow.length; y++) {
            for (int x = 0; x < contract.width(); x++) {
                double[] weights = columns.weights(x);
                double sum = 0;
                for (int j = 0; j < weights.length; j++) {
                    sum += weights[j] * pixels.value(columns.first(x) + j, y, channel);
                }
                narrow[y][x] = sum;
            }
        }
        return narrow;
    }

    private static double column(double[][] narrow, Taps rows, int x, int y) {
        double[] weights = rows.weights(y);
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
            sum += weights[j] * narrow[rows.first(y) + j][x];
        }
        return sum;
    }

    private int index(int channel, int y, int x) {
        return contract.layout() == ImageContract.Layout.NCHW
                ? (channel * contract.height() + y) * contract.width() + x
                : (y * contract.width() + x) * CHANNELS + channel;
    }
}
