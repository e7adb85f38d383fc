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
    public void write(Picture picture, FloatBuffer input) {
        double[][] resized = Resizer.resize(picture, box(picture), contract.width(), contract.height());
        for (int channel = 0; channel < CHANNELS; channel++) {
            int source = contract.channels() == ImageContract.Channels.RGB ? channel : CHANNELS - 1 - channel;
            double mean = contract.mean().get(channel);
            double std = contract.std().get(channel);
            for (int y = 0; y < contract.height(); y++) {
                for (int x = 0; x < contract.width(); x++) {
                    double value = resized[source][y * contract.width() + x];
                    input.put(index(channel, y, x), (float) ((value * contract.scale() - mean) / std));
                }
            }
        }
    }

    /** What is taken of the picture. */
    private Box box(Picture picture) {
        double width = picture.width();
        double height = picture.height();
        if (contract.fit() == ImageContract.Fit.STRETCH) {
            return new Box(0, width, 0, height);
        }
        double scale = Math.min(width / contract.width(), height / contract.height());
        double left = (width - scale * contract.width()) / 2;
        double top = (height - scale * contract.height()) / 2;
        return new Box(left, width - left, top, height - top);
    }

    private int index(int channel, int y, int x) {
        return contract.layout() == ImageContract.Layout.NCHW
                ? (channel * contract.height() + y) * contract.width() + x
                : (y * contract.width() + x) * CHANNELS + channel;
    }
}
