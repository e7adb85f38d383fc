package dev.vectide.encoder.imageio;

import dev.vectide.encoder.image.Picture;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;

/**
 * A picture as the JDK decoded it. Grey and RGB are taken as they stand in the file: asked for a pixel's colour, the JDK takes
 * grey for linear light and makes it much brighter, and follows a colour profile pixel by pixel.
 */
final class RasterPicture implements Picture {
    private static final int WHITE = 255;

    private final BufferedImage picture;
    private final ColorModel model;
    /** Of grey 1, of RGB 3; 0 where the JDK is asked. */
    private final int colours;
    private final int[] samples;

    RasterPicture(BufferedImage picture) {
        this.picture = picture;
        this.model = picture.getColorModel();
        this.colours = colours(model);
        this.samples = new int[picture.getWidth() * model.getNumComponents()];
    }

    private static int colours(ColorModel model) {
        int space = model.getColorSpace().getType();
        boolean isPlain = space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB;
        return isPlain && !(model instanceof IndexColorModel) ? model.getNumColorComponents() : 0;
    }

    @Override
    public int width() {
        return picture.getWidth();
    }

    @Override
    public int height() {
        return picture.getHeight();
    }

    @Override
    public void row(int y, int[] rgb) {
        if (colours == 0) {
            picture.getRGB(0, y, width(), 1, rgb, 0, width());
            for (int x = 0; x < width(); x++) {
                rgb[x] = overWhite(rgb[x] >> 16 & 0xff, rgb[x] >> 8 & 0xff, rgb[x] & 0xff, rgb[x] >>> 24);
            }
            return;
        }
        picture.getRaster().getPixels(0, y, width(), 1, samples);
        int bands = model.getNumComponents();
        for (int x = 0; x < width(); x++) {
            int at = x * bands;
            int alpha = model.hasAlpha() ? sample(at, bands - 1) : WHITE;
            int red = sample(at, 0);
            rgb[x] = colours == 1
                    ? overWhite(red, red, red, alpha)
                    : overWhite(red, sample(at, 1), sample(at, 2), alpha);
        }
    }

    /** 0 to 255, whatever its bits. */
    private int sample(int at, int band) {
        int most = (1 << model.getComponentSize(band)) - 1;
        return (samples[at + band] * WHITE + most / 2) / most;
    }

    private static int overWhite(int red, int green, int blue, int alpha) {
        return overWhite(red, alpha) << 16 | overWhite(green, alpha) << 8 | overWhite(blue, alpha);
    }

    private static int overWhite(int value, int alpha) {
        return (value * alpha + WHITE * (WHITE - alpha) + WHITE / 2) / WHITE;
    }
}
