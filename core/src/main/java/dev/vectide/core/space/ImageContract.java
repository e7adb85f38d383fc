package dev.vectide.core.space;

import java.util.ArrayList;
import java.util.List;

/**
 * How a picture becomes a model's input, [1, 3, height, width] or [1, height, width, 3] of floats: the channel's value x of 0
 * to 255 is {@code (x * scale - mean) / std}.
 *
 * @param width of the input in pixels
 * @param height of the input in pixels
 * @param channels their order
 * @param scale 1/255 for values of 0 to 1
 * @param mean by channel, in the order of {@code channels}
 * @param std by channel, in the order of {@code channels}
 * @param fit how a picture of another shape is made to fit
 * @param layout of the input
 * @param output name of the graph's output that is the vector; empty for its first
 */
public record ImageContract(
        int width,
        int height,
        Channels channels,
        double scale,
        List<Double> mean,
        List<Double> std,
        Fit fit,
        Layout layout,
        String output) {
    private static final int LARGEST = 1 << 13;

    public enum Channels {
        RGB,
        BGR
    }

    public enum Fit {
        /** The whole picture, its sides scaled each on its own. */
        STRETCH,
        /** The largest part around its middle that has the input's shape. */
        CROP
    }

    public enum Layout {
        /** Plane by plane. */
        NCHW,
        /** Pixel by pixel. */
        NHWC
    }

    public ImageContract {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (width < 1 || height < 1 || width > LARGEST || height > LARGEST) {
            throw new IllegalArgumentException("an input of " + width + " x " + height + ": expected sides of 1 to " + LARGEST);
        }
        if (mean.size() != 3 || std.size() != 3 || std.contains(0.0)) {
            throw new IllegalArgumentException("mean " + mean + ", std " + std + ": expected three of each, no std of 0");
        }
    }

    /** What its space's fingerprint is taken of; numbers in hexadecimal, as JDKs differ in the decimal digits they write. */
    List<String> fields() {
        List<String> fields = new ArrayList<>(
                List.of(Integer.toString(width), Integer.toString(height), channels.name(), Double.toHexString(scale)));
        mean.forEach(value -> fields.add(Double.toHexString(value)));
        std.forEach(value -> fields.add(Double.toHexString(value)));
        fields.addAll(List.of(fit.name(), layout.name(), output));
        return fields;
    }
}
